import { isOrphaned } from '../../aliases/look/collect-aliases.ts';
import { type Orphan, pruneAlias, readOrphan } from '../../aliases/look/prune-alias.ts';
import { messageOf } from '../../error-text.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { listObjects } from './list-objects.ts';

/** A link that no rule gives any more, and what was done about it. */
export interface PruneReport extends Orphan {
  /**
   * - `would-remove`: nothing was done, because `remove` is false
   * - `left`: the rules of the deployment give it, another program wrote it in the meantime, or `atMost` was reached
   */
  readonly action: 'would-remove' | 'removed' | 'left' | 'failed';
  readonly why: string;
}

export interface PruneTotal {
  readonly objects: number;
  /** Links at keys that the rules give. */
  readonly given: number;
  readonly actions: Readonly<Record<PruneReport['action'], number>>;
}

export interface PruneOptions {
  /** Lists only keys that begin with it. */
  readonly prefix?: string | undefined;
  /** Finds only links that were written for the rule of this name. */
  readonly rule?: string | undefined;
  /** The rules of the deployment, if they are known. The aliases that they give are never removed. */
  readonly deployed?: RuleSet | undefined;
  /** Whether the links are removed. Otherwise nothing is written. */
  readonly remove: boolean;
  /** The maximum number of removals. */
  readonly atMost?: number;
  readonly onOrphan: (report: PruneReport) => void;
}

/** Finds links by autoalias that no rule gives any more, in the whole bucket or under a prefix. With `remove`, removes them. */
export async function prune(
  context: HandlerContext,
  { prefix = '', rule, deployed, remove, atMost = Number.POSITIVE_INFINITY, onOrphan }: PruneOptions,
): Promise<PruneTotal> {
  const listed = { objects: 0, given: 0 };
  const actions = { 'would-remove': 0, removed: 0, left: 0, failed: 0 };
  let left = remove ? atMost : 0;
  const work = (alias: string) =>
    pruneOne(context, alias, {
      rule,
      refusal: () => {
        if (deployed !== undefined && !isOrphaned(deployed, alias)) return GIVEN;
        if (!remove) return UNASKED;
        return left-- > 0 ? undefined : ENOUGH;
      },
    });
  for await (const report of mapOrdered(ownerlessLinks(context, prefix, listed), CONCURRENCY, work)) {
    if (report === undefined) continue;
    actions[report.action]++;
    onOrphan(report);
  }
  return { ...listed, actions };
}

async function* ownerlessLinks(
  { store, ruleSet }: HandlerContext,
  prefix: string,
  listed: { objects: number; given: number },
): AsyncGenerator<string> {
  for await (const { key, type } of listObjects(store, prefix)) {
    listed.objects++;
    if (type !== 'Symlink') continue;
    if (isOrphaned(ruleSet, key)) yield key;
    else listed.given++;
  }
}

type Refusal = Pick<PruneReport, 'action' | 'why'>;

const GIVEN: Refusal = { action: 'left', why: "the deployment's rules define it" };
const UNASKED: Refusal = { action: 'would-remove', why: 'no rule defines it any more' };
const ENOUGH: Refusal = { action: 'left', why: 'the allowed number was reached' };

interface PruneOne {
  readonly rule: string | undefined;
  /** Called once for each link: why it is not removed. */
  readonly refusal: () => Refusal | undefined;
}

async function pruneOne(
  { store, log }: HandlerContext,
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
    const report = { ...orphan, ...(await runProtocol(pruneAlias(alias), store, cost)) };
    log({ level: 'info', bucket: store.bucket, event: 'prune', ...report, ...cost });
    return report;
  } catch (error) {
    const why = messageOf(error);
    const seen = orphan ?? { alias, rule: '', target: '', broken: false };
    log({ level: 'error', bucket: store.bucket, event: 'prune', ...seen, action: 'failed', why, ...cost });
    return { ...seen, action: 'failed', why };
  }
}
