import * as z from 'zod';
import type { ShownTarget } from '../../aliases/past/shown-target.ts';

const text = z.string().nullable();

export const moveMarker = z
  .strictObject({
    ...{ key: z.string(), reason: text, actor: text, time: text },
    principal: text.describe('The account that wrote the marker, as its event says.'),
  })
  .describe('What the marker said whose event moved it.');

/** What an alias showed at a moment, as commands print it with `--json`, and as the HTTP API returns it. */
export const shownTargetSchema = z.strictObject({
  shows: z
    .enum(['link', 'object', 'nothing', 'unknown'])
    .describe('What was at the key. "unknown": the versions of that time are gone.') satisfies z.ZodType<
    ShownTarget['shows']
  >,
  target: text,
  targetVersionId: text.describe('The version of the target for which the link was written.'),
  versionId: text.describe('The version of the alias.'),
  since: text.describe('When that version was written.'),
  rule: text,
  order: text,
  cause: text,
  actor: text.describe(
    'Who caused it: as the link records it or, if the event of a marker wrote it, the person in the marker.',
  ),
  marker: moveMarker.optional(),
  known: z.string().describe('How this is known, or why it is not.'),
  gap: text.describe('Why the alias may have shown something else: a version is gone.'),
});
