import type { Cause } from '../../aliases/model/cause.ts';
import type { Outcome } from '../../aliases/model/outcome.ts';
import type { Protocol } from '../../aliases/model/protocol.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { reconcile } from '../../aliases/reconcile/reconcile.ts';
import { repairAlias } from '../../aliases/reconcile/repair-alias.ts';
import { reconcileRelease } from '../../aliases/release/reconcile-release.ts';
import { repairRelease } from '../../aliases/release/repair-release.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import type { LogEntry } from '../function/log.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { createOneAtATime, eachLimited } from '../work/concurrency.ts';
import { type Handled, handleAlias, handleRelease } from '../work/handle-alias.ts';
import type { Scope } from './list-objects.ts';
import { createResumePoint } from './resume-point.ts';
import { type WalkedAlias, type WalkedRelease, type WalkProgress, walkAliases } from './walk-aliases.ts';

/** What a sweep did. Aliases that were correct are only counted, because there can be a million of them. */
export interface SweepReport {
  /** How many objects and links were listed. */
  readonly objects: number;
  /** How many aliases were checked. One that is far from its candidates in the listing can be checked, and counted, twice. */
  readonly aliases: number;
  /** How many aliases there were of each action. */
  readonly actions: Readonly<Record<AliasReport['action'], number>>;
  /** How many aliases had a target that did not exist, whether they could be corrected or not. */
  readonly dangling: number;
  /** Reports of the first hundred aliases that were not correct. */
  readonly changed: readonly AliasReport[];
  readonly requests: number;
  readonly milliseconds: number;
}

/** How far a sweep is. */
export interface SweepProgress {
  readonly objects: number;
  readonly aliases: number;
  /** A sweep that starts after this key finishes the work. Undefined: the sweep must start at the beginning. */
  readonly resumeAfter: string | undefined;
}

export interface SweepOptions extends Scope {
  /** How many aliases are handled at once. Default: {@link CONCURRENCY}. */
  readonly concurrency?: number;
  /** Called for each alias that was not correct. */
  readonly onChange?: (report: AliasReport) => void;
  /** Called after each alias, and at the end. */
  readonly onProgress?: (progress: SweepProgress) => void;
}

const SHOWN = 100;

/**
 * Corrects every alias of every rule, in one streaming pass over the listing. Memory is bounded by the aliases of one
 * prefix. Once `signal` is aborted, aliases in progress are finished and no others are begun.
 */
export async function sweep(
  context: HandlerContext,
  cause: Cause,
  { concurrency = CONCURRENCY, onChange, onProgress, ...scope }: SweepOptions = {},
): Promise<SweepReport> {
  const started = context.now();
  const tally = createTally(onChange);
  const quiet: HandlerContext = { ...context, log: (entry) => isNews(entry) && context.log(entry) };
  const walked: WalkProgress = { objects: 0, requests: 0, doneUpTo: scope.startAfter };
  const point = createResumePoint();
  const tell = (): void =>
    onProgress?.({ objects: walked.objects, aliases: tally.aliases, resumeAfter: point.upTo(walked.doneUpTo) });
  // The walk yields an alias twice if its link is far from its candidates in the listing. If both ran at the same time, each
  // would see the other as a foreign writer and write again.
  const oneAtATime = createOneAtATime();
  await eachLimited(walkAliases(context, scope, walked), concurrency, async (one) => {
    if (one.kind === 'ownerless') return;
    const end = point.begin(one.after);
    const handled = await oneAtATime(nameOf(one), () => handleItem(quiet, one, cause));
    end(handled.some(({ report }) => report.action === 'failed') ? 'failed' : 'done');
    // A link that was met before its candidates is met again with them, and counted then.
    for (const { report } of handled) tally.count(report, one.kind === 'alias' && one.again && isLeft(report));
    tell();
  });
  tell();
  const { requests, ...counts } = tally.counts();
  const report = {
    objects: walked.objects,
    ...counts,
    requests: walked.requests + requests,
    milliseconds: Math.round(context.now() - started),
  };
  context.log({ level: 'info', bucket: context.store.bucket, event: cause.kind, action: 'swept', ...report });
  return { ...report, changed: tally.changed };
}

function isNews(entry: LogEntry): boolean {
  return !LEFT.has(String(entry.action)) || entry.dangling === true;
}

/** The actions of aliases that were correct, or that only a person may change. */
const LEFT: ReadonlySet<string> = new Set(['unchanged', 'pinned', 'protected']);

function isLeft({ action, dangling }: AliasReport): boolean {
  return LEFT.has(action) && dangling !== true;
}

/** The name under which work is done one at a time: that of the alias, or of its group. */
function nameOf(one: WalkedAlias | WalkedRelease): string {
  return one.kind === 'release' ? one.group.name : (one.template.grouping?.groupOfAlias(one.alias)?.name ?? one.alias);
}

async function handleItem(
  context: HandlerContext,
  one: WalkedAlias | WalkedRelease,
  cause: Cause,
): Promise<readonly Handled[]> {
  const now = context.now();
  if (one.kind === 'alias') {
    const task = { rule: one.rule, template: one.template, alias: one.alias, prefix: one.prefix, cause, now };
    return [await handleAlias(context, task, protocolFor(task, one))];
  }
  const { kind: _, seen, after: __, ...release } = one;
  const task = { ...release, cause, now };
  return handleRelease(context, task, seen === undefined ? reconcileRelease(task) : repairRelease(task, seen));
}

/** The winner is known only if the walk has listed every candidate. */
function protocolFor(task: AliasTask, { shown, again }: WalkedAlias): Protocol<Outcome> {
  return shown === undefined && !again ? reconcile(task) : repairAlias(task, shown?.winner);
}

function createTally(onChange: SweepOptions['onChange']) {
  const actions = {
    unchanged: 0,
    pointed: 0,
    removed: 0,
    kept: 0,
    refused: 0,
    pinned: 0,
    protected: 0,
    yielded: 0,
    failed: 0,
  };
  const changed: AliasReport[] = [];
  const total = { aliases: 0, dangling: 0, requests: 0 };
  return {
    changed,
    get aliases() {
      return total.aliases;
    },
    counts: () => ({ ...total, actions }),
    count(report: AliasReport, isCountedLater: boolean): void {
      total.requests += report.requests;
      if (isCountedLater) return;
      actions[report.action]++;
      total.aliases++;
      if (report.dangling) total.dangling++;
      if (isLeft(report)) return;
      onChange?.(report);
      if (changed.length < SHOWN) changed.push(report);
    },
  };
}
