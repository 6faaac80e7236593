import { isOrphaned } from '../../aliases/look/found-alias.ts';
import { type Orphan, pruneAlias, readOrphan } from '../../aliases/look/prune-alias.ts';
import { messageOf } from '../../error-text.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { isStateKey } from '../../state-key.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { listObjects } from './list-objects.ts';

/** A link at a key that no rule defines any more, and what `prune` did with it. */
export interface PruneReport extends Orphan {
  /**
   * - `would-remove`: nothing was written, because `remove` is false
   * - `left`: the deployment's rules define the alias, another program has written it, or `atMost` was reached
   */
  readonly action: 'would-remove' | 'removed' | 'left' | 'failed';
  readonly why: string;
}

/** The counts of a prune. */
export interface PruneTotal {
  /** How many objects and links were listed. */
  readonly objects: number;
  /** How many links are at keys that the rules define. */
  readonly given: number;
  readonly actions: Readonly<Record<PruneReport['action'], number>>;
}

/** Options of {@link prune}. */
export interface PruneOptions {
  /** Lists only keys that begin with this text. */
  readonly prefix?: string | undefined;
  /** Finds only links that were written for the rule with this name. */
  readonly rule?: string | undefined;
  /** The rules of the deployment, if known. The aliases that they define are never removed. */
  readonly deployed?: RuleSet | undefined;
  /** Whether to remove the links. If false, nothing is written. */
  readonly remove: boolean;
  /** The maximum number of removals. */
  readonly atMost?: number;
  /** Called for each link that was found. */
  readonly onOrphan: (report: PruneReport) => void;
}

/**
 * Finds links that autoalias wrote and that no rule defines any more. With `remove`, removes them. Lists the whole bucket
 * unless `prefix` is set.
 */
export async function prune(
  context: HandlerContext,
  { prefix = '', rule, deployed, remove, atMost = Number.POSITIVE_INFINITY, onOrphan }: PruneOptions,
): Promise<PruneTotal> {
  const counts = { objects: 0, given: 0 };
  const actions = { 'would-remove': 0, removed: 0, left: 0, failed: 0 };
  let removalsLeft = remove ? atMost : 0;
  const pruneLink = (alias: string) =>
    pruneOne(context, alias, {
      rule,
      refusal: () => {
        if (deployed !== undefined && !isOrphaned(deployed, alias)) return STILL_DEPLOYED;
        if (!remove) return WOULD_REMOVE;
        return removalsLeft-- > 0 ? undefined : LIMIT_REACHED;
      },
    });
  for await (const report of mapOrdered(ownerlessLinks(context, prefix, counts), CONCURRENCY, pruneLink)) {
    if (report === undefined) continue;
    actions[report.action]++;
    onOrphan(report);
  }
  return { ...counts, actions };
}

/**
 * Yields the keys of all links that no rule defines, including links of other programs. If the listing has no types, yields
 * every key that is not that of an alias.
 */
async function* ownerlessLinks(
  { store, ruleSet }: HandlerContext,
  prefix: string,
  counts: { objects: number; given: number },
): AsyncGenerator<string> {
  for await (const { key, type } of listObjects(store, prefix)) {
    if (isStateKey(key)) continue;
    counts.objects++;
    if (type !== undefined && type !== 'Symlink') continue;
    // Without a type, `readOrphan` shows whether there is a link. Candidates and markers have no owner either.
    if (isOrphaned(ruleSet, key)) yield key;
    else counts.given++;
  }
}

/** Why a link is not removed. */
type Refusal = Pick<PruneReport, 'action' | 'why'>;

const STILL_DEPLOYED: Refusal = { action: 'left', why: "the deployment's rules define it" };
const WOULD_REMOVE: Refusal = { action: 'would-remove', why: 'no rule defines it any more' };
const LIMIT_REACHED: Refusal = { action: 'left', why: 'the maximum number of removals was reached' };

interface PruneOne {
  readonly rule: string | undefined;
  /** Called once for each link that autoalias wrote. Returns why the link is not removed, or undefined to remove it. */
  readonly refusal: () => Refusal | undefined;
}

/** Returns undefined for a link of another program, or of another rule than the requested one. */
async function pruneOne(
  { store, log, actor }: HandlerContext,
  alias: string,
  { rule, refusal }: PruneOne,
): Promise<PruneReport | undefined> {
  const cost = { requests: 0, roundTrips: 0 };
  let orphan: Orphan | undefined;
  try {
    orphan = await runProtocol(readOrphan(alias), store, cost);
    if (orphan === undefined || (rule !== undefined && orphan.rule !== rule)) return undefined;
    const refused = refusal();
    if (refused !== undefined) return { ...orphan, ...refused };
    const report = { ...orphan, ...(await runProtocol(pruneAlias(store.capabilities, alias, actor), store, cost)) };
    log({ level: 'info', bucket: store.bucket, event: 'prune', ...report, ...cost });
    return report;
  } catch (error) {
    const why = messageOf(error);
    const seen = orphan ?? { alias, rule: '', target: '', broken: false };
    log({ level: 'error', bucket: store.bucket, event: 'prune', ...seen, action: 'failed', why, ...cost });
    return { ...seen, action: 'failed', why };
  }
}
