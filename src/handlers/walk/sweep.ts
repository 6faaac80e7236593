import type { Fact } from '../../aliases/facts/fact.ts';
import { type Reads, watchPausable, watchReads } from '../../aliases/facts/watch-reads.ts';
import { actedBy, type Cause } from '../../aliases/model/cause.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { beginReconcile } from '../../aliases/reconcile/reconcile.ts';
import { reconcileRelease } from '../../aliases/release/reconcile-release.ts';
import { repairRelease } from '../../aliases/release/repair-release.ts';
import { beginRepair } from '../../aliases/repair/repair-alias.ts';
import type { KeyMarks } from '../../aliases/split/key-marks.ts';
import { defined } from '../../defined.ts';
import { allPrefixes } from '../../rules/match/covering-prefixes.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import type { LogEntry } from '../function/log.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { createMarkerNotes } from '../look/held-back.ts';
import { createLimiter, createOneAtATime, eachLimited } from '../work/concurrency.ts';
import { type Handled, handleRelease } from '../work/handle-alias.ts';
import { type AliasRun, handleTogether, MOST_TOGETHER, type TogetherOptions } from '../work/handle-together.ts';
import { type BegunItem, inBatches, nameOf } from './batch-items.ts';
import { type FactStore, openFactStore } from './fact-store.ts';
import { createHeldAliases, type HeldReports } from './held-aliases.ts';
import { createMarkerCheck } from './kind-of-listed.ts';
import { type Scope, scopePrefixes } from './list-objects.ts';
import { createResumePoint } from './resume-point.ts';
import { shareLookUps } from './share-look-ups.ts';
import { type FactProtocol, openSweepFacts } from './sweep-facts.ts';
import { createTally, needsNothing, SILENT_ACTIONS } from './sweep-tally.ts';
import { type UnreadReport, unreadForLog } from './unread-report.ts';
import { createWalkProgress, type WalkedAlias, walkAliases } from './walk-aliases.ts';

/** The result of a sweep. Correct aliases are only counted, because there can be a million of them. */
export interface SweepReport {
  /** How many objects and links were listed. */
  readonly objects: number;
  /** How many aliases were checked. An alias whose key is outside the prefix of its candidates can be counted twice. */
  readonly aliases: number;
  /** The number of aliases for each action. */
  readonly actions: Readonly<Record<AliasReport['action'], number>>;
  /** How many aliases had a target that did not exist. Includes aliases that could not be corrected. */
  readonly dangling: number;
  /** How many of the aliases were not read, because an earlier sweep has verified them and nothing has changed since. */
  readonly known: number;
  /** Whether every alias was read. */
  readonly full: boolean;
  /** Reports of the first hundred aliases that were not correct. */
  readonly changed: readonly AliasReport[];
  /** The objects that match a rule and that its order cannot read. */
  readonly unread: UnreadReport;
  /** Aliases that a command of a person keeps from the target that the rules would choose. */
  readonly held: HeldReports;
  readonly requests: number;
  readonly milliseconds: number;
}

/** The progress of a sweep. */
export interface SweepProgress {
  readonly objects: number;
  readonly aliases: number;
  /** A sweep that starts after this key finishes the work. If undefined, the sweep must start at the beginning. */
  readonly resumeAfter: string | undefined;
}

/** Options of {@link sweep}. */
export interface SweepOptions extends Scope {
  /** Read every alias, also those that an earlier sweep has verified. */
  readonly full?: boolean;
  /** Replaces how facts are found and made. For tests. */
  readonly factProtocol?: FactProtocol;
  /** Counts the keys that the sweep lists. */
  readonly marks?: KeyMarks;
  /** How many aliases are handled concurrently. Default: {@link CONCURRENCY}. */
  readonly concurrency?: number;
  /**
   * Read who withdrew the candidates of the first held aliases, and why. This takes a request for each of their markers.
   * So only a sweep whose report a person reads does it.
   */
  readonly readNotes?: boolean;
  /** Called for each alias that was not correct. */
  readonly onChange?: (report: AliasReport) => void;
  /** Called after each page of the listing, after each alias, and at the end. */
  readonly onProgress?: (progress: SweepProgress) => void;
}

/**
 * Corrects every alias of every rule, in one streaming pass over the listing. Memory is bounded by the aliases of one
 * prefix, and by the facts about them. Once `signal` is aborted, the sweep finishes the aliases in progress and begins no
 * others.
 */
export async function sweep(
  context: HandlerContext,
  reason: Cause,
  {
    concurrency = CONCURRENCY,
    full = false,
    readNotes = false,
    factProtocol,
    marks,
    onChange,
    onProgress,
    ...scope
  }: SweepOptions = {},
): Promise<SweepReport> {
  const started = context.now();
  const cause = actedBy(reason, context.actor);
  const tally = createTally(onChange);
  const { signal } = scope;
  let noteRequests = 0;
  const notes = readNotes ? createMarkerNotes(context.store, () => noteRequests++) : undefined;
  const held = createHeldAliases(notes);
  const quietContext: HandlerContext = {
    ...context,
    ...defined({ notes }),
    log: (entry) => isNews(entry) && context.log(entry),
  };
  const factStore = factStoreFor(context, reason, scope);
  const progress = createWalkProgress(scope, factStore && started, marks);
  const facts =
    factStore &&
    (await openSweepFacts({
      store: factStore,
      prefixes: scopePrefixes(context.ruleSet, scope),
      full,
      isPart: scope.range !== undefined,
      start: () => progress.storeTime,
      protocol: factProtocol,
    }));
  const resumePoint = createResumePoint();
  const reportProgress = (): void =>
    onProgress?.({
      objects: progress.objects,
      aliases: tally.aliases,
      resumeAfter: resumePoint.upTo(progress.doneUpTo),
    });
  progress.onPage = reportProgress;
  const countKnown = (item: BegunItem['item'], fact: Fact): void => {
    tally.countKnown(fact);
    held.addKnown(item, fact);
    reportProgress();
  };
  const checkMarkers = createMarkerCheck(context.store, () => progress.requests++);
  const beginItem = async (item: BegunItem['item']): Promise<BegunItem> => ({
    item: await checkMarkers(item),
    listed: progress.objects,
    end: resumePoint.begin(item.resumeAfter),
  });
  const begin = async function* (): AsyncGenerator<BegunItem> {
    for await (const item of walkAliases(context, scope, progress)) {
      if (item.kind === 'ownerless') continue;
      for (const alias of item.unread) progress.unread.addAlias(alias);
      // Without candidates and, under its prefix, without a link, there is nothing to correct.
      if (item.kind === 'unread') continue;
      const fact = facts?.find(item);
      if (fact === undefined) yield await beginItem(item);
      else if (fact === 'later') resumePoint.begin(item.resumeAfter);
      else countKnown(item, fact);
    }
    if (signal?.aborted) return;
    for (const { item, fact } of facts?.rest() ?? []) {
      if (fact === undefined) yield await beginItem(item);
      else countKnown(item, fact);
    }
  };
  // The walk can yield an alias twice: once for its link, and once for its candidates. If both were handled at the same time,
  // each would treat the other as another program and write again.
  const oneAtATime = createOneAtATime();
  const limiter = createLimiter(concurrency);
  const looks = shareLookUps(allPrefixes(context.ruleSet));
  const weightOf = (batch: readonly BegunItem[]): number => Math.max(batch.length, MOST_TOGETHER / concurrency);
  const handle = async (batch: readonly BegunItem[]): Promise<void> => {
    const names = batch.map(({ item }) => nameOf(item));
    const handled = await oneAtATime(names, () =>
      handleBatch(quietContext, batch, cause, { limiter, looks: looks.ofBatch(), signal }),
    );
    for (const [i, { item, end }] of batch.entries()) {
      const { reports = [], reads } = handled[i] ?? {};
      if (reads !== undefined) facts?.verified(item, reports, reads);
      // It was left because of the signal. So it stays in progress, and the next sweep begins with it.
      if (reports.length === 0 && item.kind === 'alias') continue;
      end(reports.some(({ report }) => report.action === 'failed') ? 'failed' : 'done');
      // If the alias of a bare link has candidates, the walk also yields it with them. It is counted then.
      const isBareLink = item.kind === 'alias' && item.isBareLink;
      const unread = new Map(item.unread.map((one) => [one.alias, one.unread]));
      for (const { report } of reports) {
        const counted = { ...report, ...defined({ unread: unread.get(report.alias) }) };
        const isCountedLater = isBareLink && needsNothing(report);
        tally.count(counted, isCountedLater);
        if (!isCountedLater) await held.add(item, counted);
      }
      reportProgress();
    }
  };
  // Bounds both how many batches and how many aliases are in memory.
  await eachLimited(inBatches(begin()), MOST_TOGETHER, handle, weightOf);
  // The next sweep of a range that was not finished has another range for the rest.
  if (!signal?.aborted || scope.range !== undefined) await facts?.save();
  reportProgress();
  const { requests, ...counts } = tally.counts();
  const report = {
    objects: progress.objects,
    ...counts,
    full: facts?.isFull ?? true,
    requests: progress.requests + (factStore?.requests ?? 0) + requests + noteRequests,
    milliseconds: Math.round(context.now() - started),
  };
  const unread = progress.unread.report(context.ruleSet.rules);
  const logged = { ...report, unread: unreadForLog(unread) };
  const action = scope.range === undefined ? 'swept' : 'shard-done';
  context.log({ level: 'info', bucket: context.store.bucket, event: cause.kind, action, ...logged });
  return { ...report, unread, held: held.report(), changed: tally.changed };
}

/**
 * Where the facts of a sweep are. Undefined for a walk over a part of the bucket, and for a command that checks every
 * alias.
 */
function factStoreFor({ store, facts, log }: HandlerContext, reason: Cause, scope: Scope): FactStore | undefined {
  const isWholeSweep = reason.kind === 'sweep' && reason.byHand !== true && scope.prefix === undefined;
  if (facts === undefined || !isWholeSweep || scope.startAfter !== undefined) return undefined;
  return openFactStore(store, facts, log, scope.range?.after);
}

/** Whether a log line reports more than a correct alias. A sweep logs no others. */
function isNews(entry: LogEntry): boolean {
  return !SILENT_ACTIONS.has(String(entry.action)) || entry.dangling === true;
}

/** The reports of an item, and what its protocols have read. */
interface Verified {
  readonly reports: readonly Handled[];
  readonly reads: Reads;
}

async function handleBatch(
  context: HandlerContext,
  batch: readonly BegunItem[],
  cause: Cause,
  options: TogetherOptions,
): Promise<readonly Verified[]> {
  const given = { cause, now: context.now(), capabilities: context.store.capabilities };
  const [first] = batch;
  if (first?.item.kind === 'release') {
    const { rule, template, group, prefix, ruleSet, listed } = first.item;
    const task = { rule, template, group, prefix, ruleSet, ...given };
    const { reads, watch } = watchReads();
    const protocol = watch(listed === undefined ? reconcileRelease(task) : repairRelease(task, listed));
    return [{ reports: await options.limiter(() => handleRelease(context, task, protocol)), reads }];
  }
  const runs = batch.flatMap(({ item }) => (item.kind === 'alias' ? [runOf(item, given)] : []));
  const handled = await handleTogether(context, runs, options);
  return runs.map(({ reads }, i) => ({ reports: handled[i] === undefined ? [] : [handled[i]], reads }));
}

/** Uses the winner from the walk if it is known. Otherwise the protocol needs a listing. */
function runOf(
  { rule, template, alias, prefix, listed, isBareLink }: WalkedAlias,
  given: Pick<AliasTask, 'cause' | 'now' | 'capabilities'>,
): AliasRun & { readonly reads: Reads } {
  const task = { rule, template, alias, prefix, ...given };
  const isUnknown = listed === undefined && !isBareLink;
  const { reads, watch } = watchReads();
  return {
    task,
    protocol: watchPausable(watch, isUnknown ? beginReconcile(task) : beginRepair(task, listed?.winner)),
    reads,
  };
}
