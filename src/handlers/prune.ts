import { isOwnerless } from '../aliases/collect-aliases.ts';
import { lookAtOrphan, type Orphan, pruneAlias } from '../aliases/prune-alias.ts';
import { CONCURRENCY, type HandlerContext } from './handler-context.ts';
import { listObjects } from './list-objects.ts';
import { mapOrdered } from './map-ordered.ts';
import { runProtocol } from './run-protocol.ts';

/** What was found at one key, and what was done about it. */
export interface PruneReport extends Orphan {
  /**
   * - `would-remove`: nothing was done, since nobody said to
   * - `left`: by the time it was to be removed, it was not ours, or somebody wrote there
   */
  readonly action: 'would-remove' | 'removed' | 'left' | 'failed';
  readonly why: string;
}

export interface PruneTotal {
  readonly objects: number;
  readonly actions: Readonly<Record<PruneReport['action'], number>>;
}

export interface PruneOptions {
  /** Only keys that begin with it. */
  readonly prefix?: string | undefined;
  /** Only what was written for the rule of this name. */
  readonly rule?: string | undefined;
  /** Without it nothing is written. */
  readonly remove: boolean;
  readonly onOrphan: (report: PruneReport) => void;
}

/** Finds links of ours that no rule gives any more, in the whole bucket or under a prefix, and removes them if told to. */
export const prune = async (
  context: HandlerContext,
  { prefix = '', rule, remove, onOrphan }: PruneOptions,
): Promise<PruneTotal> => {
  const listed = { objects: 0 };
  const actions = { 'would-remove': 0, removed: 0, left: 0, failed: 0 };
  const work = (alias: string) => pruneOne(context, alias, rule, remove);
  for await (const report of mapOrdered(ownerlessLinks(context, prefix, listed), CONCURRENCY, work)) {
    if (report === undefined) continue;
    actions[report.action]++;
    onOrphan(report);
  }
  return { ...listed, actions };
};

async function* ownerlessLinks(
  { store, ruleSet }: HandlerContext,
  prefix: string,
  listed: { objects: number },
): AsyncGenerator<string> {
  for await (const { key, type } of listObjects(store, prefix)) {
    listed.objects++;
    if (type === 'Symlink' && isOwnerless(ruleSet, key)) yield key;
  }
}

const pruneOne = async (
  { store, log }: HandlerContext,
  alias: string,
  rule: string | undefined,
  remove: boolean,
): Promise<PruneReport | undefined> => {
  const cost = { requests: 0, roundTrips: 0 };
  let orphan: Orphan | undefined;
  try {
    orphan = await runProtocol(lookAtOrphan(alias), store, cost);
    if (orphan === undefined || (rule !== undefined && orphan.rule !== rule)) return undefined;
    if (!remove) return { ...orphan, action: 'would-remove', why: 'no rule gives it any more' };
    const report = { ...orphan, ...(await runProtocol(pruneAlias(alias), store, cost)) };
    log({ level: 'info', bucket: store.bucket, event: 'prune', ...report, ...cost });
    return report;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const seen = orphan ?? { alias, rule: '', target: '', broken: false };
    log({ level: 'error', bucket: store.bucket, event: 'prune', ...seen, action: 'failed', why, ...cost });
    return { ...seen, action: 'failed', why };
  }
};
