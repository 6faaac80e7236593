import * as z from 'zod';
import type { AliasReport } from '../../handlers/look/alias-report.ts';
import type { Finding } from '../../handlers/look/look-at-aliases.ts';
import type { PruneReport } from '../../handlers/walk/prune.ts';

/** The states of an alias. Every command uses these words. */
export const stateSchema = z
  .enum([
    ...(['right', 'stale', 'dangling', 'withdrawn', 'foreign', 'pinned'] as const),
    ...(['protected', 'missing', 'absent', 'orphaned', 'failed'] as const),
  ])
  .describe('The state of the alias.') satisfies z.ZodType<Finding['state']>;

/** What a command did or, with `planned`, would do. Every command uses these words. */
export const actionSchema = z
  .enum([
    ...(['unchanged', 'pointed', 'removed', 'kept', 'refused'] as const),
    ...(['pinned', 'protected', 'yielded', 'failed'] as const),
  ])
  .describe('What was done to the alias; with "planned", what would be done.') satisfies z.ZodType<
  AliasReport['action']
>;

type Action = z.infer<typeof actionSchema>;

export const PRUNE_ACTIONS: Readonly<Record<PruneReport['action'], Action>> = {
  'would-remove': 'removed',
  removed: 'removed',
  left: 'kept',
  failed: 'failed',
};
