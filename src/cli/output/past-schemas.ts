import * as z from 'zod';
import { moveMarker, shownTargetSchema } from './shown-target.ts';

const count = z.number().int().min(0);
const text = z.string().nullable();
const pin = z.looseObject({ reason: z.string() });

export const history = z.strictObject({
  alias: z.string(),
  versioning: z.enum(['Never', 'Enabled', 'Suspended']),
  linkVersions: z
    .literal(false)
    .optional()
    .describe('Present if the store keeps no versions of symlinks, so that only the record of the link is shown.'),
  more: z.boolean().describe('Whether older moves exist.'),
  rewrites: count.describe('How many writes are left out because they changed only headers or the record.'),
  entries: z.array(
    z.strictObject({
      action: z
        .enum(['pointed', 'pinned', 'removed', 'replaced'])
        .describe('"pinned": a person holds it there. "replaced": an object was written over the link.'),
      ours: z.boolean().nullable().describe('Whether autoalias wrote it; null if that cannot be known.'),
      changes: z
        .enum(['target', 'version', 'pin', 'record'])
        .describe(
          'What changed: the target or its existence; the version of the same target; the pin only; or only headers and the record of the link.',
        ),
      at: text,
      versionId: text,
      from: text.describe('Null if there was no link, or if a gap hides it.'),
      to: text,
      targetVersionId: text,
      rule: text,
      order: text,
      cause: text,
      actor: text.describe(
        'Who caused it: an account, a user and host, or an OIDC subject. For a marker: the person in it.',
      ),
      pin: pin.nullable(),
      gap: z
        .boolean()
        .describe('Whether the version before is gone, or was never kept. Then the move before is unknown.'),
      interim: z
        .literal(true)
        .optional()
        .describe('Present if the move was temporary: a former target, while the candidates were listed.'),
      marker: moveMarker.optional(),
    }),
  ),
});

export const releaseHistory = z
  .strictObject({
    prefix: z.string(),
    aliases: count,
    more: z.boolean(),
    moves: z.array(
      z.strictObject({
        group: z.string().describe('The aliases that moved: their group, or their folder.'),
        at: text.describe('When the first alias moved.'),
        until: text.describe('When the last alias moved.'),
        from: text.describe('The release that most of the aliases showed before.'),
        to: text,
        aliases: count.describe('How many aliases moved.'),
        removed: count.describe('How many aliases were removed.'),
        cause: text,
        of: count.describe('How many aliases there were after the move.'),
        actor: text.describe(
          'Who caused it: the user of a command, if an alias names one; otherwise as the first alias records it.',
        ),
        pin: pin.nullable().describe('The pin that moved it.'),
        interim: z
          .literal(true)
          .optional()
          .describe(
            'Present if the move of all aliases was temporary: a former target, while the candidates were listed.',
          ),
        marker: moveMarker.optional(),
      }),
    ),
  })
  .describe('The moves of releases, for a prefix.');
const waited = {
  outcome: z.enum(['shown', 'overtaken', 'timeout', 'stopped']),
  why: z.string(),
  looks: count,
  milliseconds: count,
};
export const aliasWait = z.strictObject({
  ...waited,
  alias: z.string(),
  goal: text.describe('The key or version to wait for; null if the alias must not exist.'),
  shows: text.describe('The target of the alias at the last look.'),
});
export const releaseWait = z.strictObject({
  ...waited,
  prefix: z.string(),
  release: z.string(),
  moved: count.describe('How many aliases show the release.'),
  of: count.describe('How many aliases there are.'),
});

export const resolution = shownTargetSchema.extend({
  alias: z.string(),
  at: text.describe('The moment; null for now.'),
});
export const difference = z.strictObject({
  alias: z.string(),
  from: shownTargetSchema,
  to: shownTargetSchema,
  writes: count.describe('How often the alias was written between the two moments.'),
});
export const diffTotal = z
  .strictObject({
    total: z.strictObject({
      differing: count,
      aliases: count,
      versions: count,
      requests: count,
      from: z.string(),
      to: z.string(),
    }),
  })
  .describe('The last line.');
