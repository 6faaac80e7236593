import * as z from 'zod';
import type { AliasReport } from '../../handlers/look/alias-report.ts';
import { findingView } from '../../handlers/look/finding-view.ts';
import type { Finding } from '../../handlers/look/look-at-aliases.ts';
import type { PruneReport } from '../../handlers/walk/prune.ts';
import { pinViewSchema, withdrawnViewSchema } from './held-back.ts';
import { unreadObjectsSchema } from './unread.ts';
import { actionSchema, PRUNE_ACTIONS, stateSchema } from './vocabulary.ts';

const target = z.string().nullable();

/** One alias, as every command prints it with `--json`. */
export const aliasRecordSchema = z
  .strictObject({
    rule: z.string().describe('The rule that gives it, or that it was written for; empty if that is unknown.'),
    alias: z.string(),
    state: stateSchema.optional(),
    action: actionSchema,
    planned: z.literal(true).optional().describe('Nothing was written.'),
    from: target.describe('Its target before; null if there was no link.'),
    to: target.describe('Its target after the change, or null.'),
    why: z.string(),
    broken: z.boolean().optional().describe('Its target cannot be read.'),
    pin: pinViewSchema.optional().describe('The pin that keeps it where it is.'),
    withdrawn: withdrawnViewSchema.optional(),
    doubts: z
      .array(z.string())
      .readonly()
      .optional()
      .describe('For a pin: why no autoalias command can have written it, as far as the checks can find.'),
    archived: z.string().optional().describe('The storage class of its target, if that is archived and not restored.'),
    longLived: z
      .string()
      .optional()
      .describe('The headers with which caches may serve it for more than a day, if its rule does not ask for them.'),
    longLivedByRule: z
      .string()
      .optional()
      .describe('The same for headers that its rule asks for. It is not a problem.'),
    dangling: z.literal(true).optional().describe('Its target was gone.'),
    overruled: z.literal(true).optional().describe('Another writer was overruled.'),
    group: z.string().optional().describe('The aliases that it moves with.'),
    release: z.string().nullable().optional().describe('The release that its group shows.'),
    unread: unreadObjectsSchema.optional(),
    requests: z.number().optional(),
    roundTrips: z.number().optional(),
    milliseconds: z.number().optional(),
  })
  .describe('One alias.');

export type AliasRecord = z.infer<typeof aliasRecordSchema>;

/** An alias as `plan` and `status` found it. */
export function findingJson(finding: Finding): AliasRecord {
  return findingView(finding);
}

/** What `apply`, `sweep` and `pin` did to an alias. */
export function reportJson(report: AliasReport): AliasRecord {
  return { ...report };
}

/** An alias that no rule defines. */
export function pruneJson({ action, target: from, ...orphan }: PruneReport): AliasRecord {
  const did = PRUNE_ACTIONS[action];
  const to = did === 'removed' ? null : from;
  return {
    ...orphan,
    state: 'orphaned',
    action: did,
    from,
    to,
    ...(action === 'would-remove' ? { planned: true } : {}),
  };
}
