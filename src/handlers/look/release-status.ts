import { createUnreadCollector, type UnreadAlias } from '../../aliases/look/collect-unread.ts';
import { countsAsLink } from '../../aliases/look/found-alias.ts';
import { type AliasState, type PlannedRelease, planRelease } from '../../aliases/look/plan-alias.ts';
import { LOOK } from '../../aliases/model/cause.ts';
import { aliasTask, type ReleaseTask, releaseTask } from '../../aliases/model/task.ts';
import { defined } from '../../defined.ts';
import { messageOf } from '../../error-text.ts';
import { ageRefusal } from '../../rules/compile/minimum-age.ts';
import { matchKey } from '../../rules/match/match-key.ts';
import { candidateReleaseOf, releaseName } from '../../rules/match/read-release.ts';
import { createReleaseSurvey } from '../../rules/match/release-survey.ts';
import { createUnreadTally, type UnreadObjects } from '../../rules/match/unread.ts';
import type { Release } from '../../rules/release-choice.ts';
import type { Rule } from '../../rules/rule.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { groupLinks } from '../walk/group-links.ts';
import { createMarkerCheck, withMarkerTypes } from '../walk/kind-of-listed.ts';
import { listObjects } from '../walk/list-objects.ts';
import type { UnreadReport } from '../walk/unread-report.ts';
import { createWalkProgress, type WalkedRelease, type WalkProgress, walkAliases } from '../walk/walk-aliases.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { type Cost, runProtocol } from '../work/run-protocol.ts';
import { createMarkerNotes, type MarkerNotes } from './held-back.ts';
import type { LookOptions } from './look-at-aliases.ts';
import { readWithdrawnRelease, type WithdrawnRelease, withdrawnText } from './withdrawn-release.ts';

/**
 * The state of a group of aliases that move together.
 * - `right`: every alias shows the release that the rules choose, or no release is complete and there is no alias
 * - `half-moved`: some aliases show it, and the next event or sweep moves the others
 * - `stale`: no alias shows it yet, or they show it and were written under other rules; the next event or sweep writes them
 * - `held`: some aliases do not show it and do not move, because they are pinned or protected, or because an object is there
 * - `failed`: the group could not be read
 */
export type ReleaseState = 'right' | 'half-moved' | 'stale' | 'held' | 'failed';

/** A greater release than the one that the rules choose. */
export interface GreaterRelease {
  readonly release: string;
  /** The objects that it needs to be complete and that do not exist. */
  readonly lacks: readonly string[];
  /** Why it is not shown. */
  readonly why: string;
}

/** One group of aliases that move together. */
export interface ReleaseFinding {
  readonly rule: string;
  /** The name of the group: `models/bert/current/{file}`. */
  readonly group: string;
  readonly state: ReleaseState;
  /** The release that the rules choose: the greatest complete one. Null if no release is complete. */
  readonly release: string | null;
  /** The release that most aliases show now. Null if there are no aliases. */
  readonly shown: string | null;
  /** How many of the files of `release` are shown. */
  readonly files: { readonly shown: number; readonly of: number };
  /**
   * The least of the greater releases that are not withdrawn. If no release is complete, the greatest of all. Null if there is
   * none.
   */
  readonly next: GreaterRelease | null;
  /** How many greater releases there are that are not withdrawn. */
  readonly greater: number;
  /** The greatest ten releases that are withdrawn, greatest first. */
  readonly withdrawn: readonly WithdrawnRelease[];
  /** How many aliases are in each state. States without an alias are left out. */
  readonly states: Readonly<Partial<Record<AliasState, number>>>;
  /** The objects that match the rule and that its order cannot read. Absent if there are none. */
  readonly unread?: UnreadObjects;
  readonly why: string;
}

/** The counts of {@link statusOfReleases}. */
export interface ReleaseStatusTotal {
  readonly objects: number;
  readonly groups: number;
  readonly states: Readonly<Record<ReleaseState, number>>;
  readonly unread: UnreadReport;
  readonly requests: number;
}

/** Options of {@link statusOfReleases}. */
export interface ReleaseStatusOptions extends Pick<LookOptions, 'of' | 'signal' | 'concurrency'> {
  /** Called for each group. */
  readonly onGroup: (finding: ReleaseFinding) => void;
}

/** Finds which release each group of aliases shows, and which ones are greater. Writes nothing. Memory is bounded. */
export async function statusOfReleases(
  context: HandlerContext,
  { onGroup, of, concurrency = CONCURRENCY, signal }: ReleaseStatusOptions,
): Promise<ReleaseStatusTotal> {
  const progress = createWalkProgress();
  const states = { right: 0, 'half-moved': 0, stale: 0, held: 0, failed: 0 };
  let groups = 0;
  const notes = createMarkerNotes(context.store, () => {
    progress.requests++;
  });
  const look = (item: WalkedRelease) => lookAtGroup(context, item, { progress, notes });
  const items = groupsOf(context, { of, signal }, progress);
  for await (const finding of mapOrdered(items, concurrency, look)) {
    groups++;
    states[finding.state]++;
    onGroup(finding);
  }
  const { objects, requests } = progress;
  return { objects, groups, states, unread: progress.unread.report(context.ruleSet.rules), requests };
}

async function* groupsOf(
  context: HandlerContext,
  { of, signal }: { readonly of: string | undefined; readonly signal: AbortSignal | undefined },
  progress: WalkProgress,
): AsyncGenerator<WalkedRelease> {
  const task = of === undefined || of.endsWith('/') ? undefined : groupTask(context, of);
  if (task !== undefined) {
    yield { ...task, kind: 'release', listed: undefined, releases: undefined, unread: [], resumeAfter: undefined };
    return;
  }
  const scope = defined({ prefix: of, signal });
  const checkMarkers = createMarkerCheck(context.store, () => progress.requests++);
  for await (const item of groupLinks(walkAliases(context, scope, progress), context.ruleSet)) {
    if (item.kind === 'ownerless') continue;
    // The unread objects of other groups are counted when the group is listed.
    if (item.kind !== 'release' || item.releases !== undefined) {
      for (const one of item.unread) progress.unread.addAlias(one);
    }
    if (item.kind === 'release') yield await checkMarkers(item);
  }
}

function groupTask({ ruleSet, store, now }: HandlerContext, alias: string): ReleaseTask | undefined {
  const task = aliasTask(ruleSet, alias, LOOK, now(), store.capabilities);
  return task && releaseTask(ruleSet, task);
}

async function lookAtGroup(
  context: HandlerContext,
  item: WalkedRelease,
  { progress, notes }: { readonly progress: WalkProgress; readonly notes: MarkerNotes },
): Promise<ReleaseFinding> {
  const { rule, group, listed } = item;
  const { store } = context;
  const cost: Cost = { requests: 0, roundTrips: 0 };
  const task: ReleaseTask = { ...item, cause: LOOK, now: context.now(), capabilities: store.capabilities };
  try {
    const seen =
      item.releases === undefined
        ? await listReleases(context, item, progress)
        : { releases: item.releases(), unread: item.unread };
    const planned = await runProtocol(planRelease(task, listed), store, cost);
    return await findingOf(task, planned, { ...seen, notes });
  } catch (error) {
    return { ...emptyFinding(rule, group.name), state: 'failed', why: messageOf(error) };
  } finally {
    progress.requests += cost.requests;
  }
}

/** What a listing shows of a group. */
interface SeenReleases {
  /** Greatest first. */
  readonly releases: readonly Release[];
  readonly unread: readonly UnreadAlias[];
}

/** Lists a group that the walk has not listed completely. */
async function listReleases(
  { store, ruleSet }: HandlerContext,
  item: WalkedRelease,
  progress: WalkProgress,
): Promise<SeenReleases> {
  const { rule, template, group, prefix } = item;
  const survey = createReleaseSurvey(rule, template, group.name);
  const collector = createUnreadCollector(ruleSet, () => {});
  const onRequest = () => progress.requests++;
  const objects = listObjects(store, prefix, undefined, onRequest);
  for await (const object of withMarkerTypes({ store, ruleSet }, objects, onRequest)) {
    survey.add(object);
    if (!countsAsLink(ruleSet, object)) collector.add(object.key, matchKey(ruleSet, object.key));
  }
  const unread = collector.take(item);
  for (const one of unread) progress.unread.addAliasOnly(one);
  return { releases: survey.releases(), unread };
}

function emptyFinding(rule: Rule, group: string): Omit<ReleaseFinding, 'state' | 'why'> {
  const files = { shown: 0, of: 0 };
  const none = { release: null, shown: null, files, next: null, greater: 0, withdrawn: [], states: {} };
  return { rule: rule.name, group, ...none };
}

async function findingOf(
  task: ReleaseTask,
  { release: chosen, aliases }: PlannedRelease,
  { releases, unread, notes }: SeenReleases & { readonly notes: MarkerNotes },
): Promise<ReleaseFinding> {
  const { rule, group } = task;
  const files = aliases.filter(({ alias }) => chosen?.members.has(alias));
  const shown = files.filter(({ alias, from }) => from === chosen?.members.get(alias)?.key).length;
  const pending = aliases.filter(({ change }) => change === 'point' || change === 'remove');
  const isMoving = pending.some(({ from, to }) => from !== to);
  const state: ReleaseState =
    pending.length > 0 ? (isMoving && shown > 0 ? 'half-moved' : 'stale') : shown < files.length ? 'held' : 'right';
  // `releases` is in descending order, so the greater ones come first.
  const at = chosen === undefined ? releases.length : releases.findIndex(({ id }) => id === chosen.id);
  const above = releases.slice(0, Math.max(0, at));
  const greater = above.filter((release) => !isWithdrawn(release));
  const isAbove = new Set(above.map(({ name }) => name));
  const withdrawn = await Promise.all(
    releases
      .filter(isWithdrawn)
      .slice(0, MOST_WITHDRAWN)
      .map((release) => readWithdrawnRelease(release, notes)),
  );
  const next = chosen === undefined ? greater[0] : greater.at(-1);
  const tally = createUnreadTally();
  for (const one of unread) tally.addAll(one.unread);
  const found = {
    ...emptyFinding(rule, group.name),
    state,
    release: chosen?.name ?? null,
    shown: shown > 0 ? (chosen?.name ?? null) : mostShown(rule, aliases),
    files: { shown, of: files.length },
    next: next === undefined ? null : greaterRelease(task, next),
    greater: greater.length,
    withdrawn,
    states: countStates(aliases),
    ...defined({ unread: tally.counted }),
  };
  const greaterWithdrawn = withdrawn.filter(({ release }) => isAbove.has(release));
  return { ...found, why: whyOf(found, pending.length, greaterWithdrawn) };
}

/** How many withdrawn releases a finding lists. */
const MOST_WITHDRAWN = 10;

/** How many withdrawn releases the reason of a finding names. */
const MOST_NAMED = 3;

function isWithdrawn({ withdrawnBy }: Release): boolean {
  return withdrawnBy.length > 0;
}

function greaterRelease({ template, now }: ReleaseTask, { name, lacks, newest, archived }: Release): GreaterRelease {
  const why =
    lacks.length > 0
      ? `it is not complete: there is no object ${lacks.join(', no ')}`
      : archived !== undefined
        ? `its file ${archived.key} cannot be read: ${archived.why}`
        : (ageRefusal(template.minimumAge, newest, now) ?? 'it has no file with an alias');
  return { release: name, lacks, why };
}

/** The release of the most targets. Null if there are no targets that the rule reads. */
function mostShown(rule: Rule, aliases: PlannedRelease['aliases']): string | null {
  const counts = new Map<string, number>();
  for (const { from } of aliases) {
    const reading = from === null ? undefined : candidateReleaseOf(rule, from);
    if (reading === undefined || rule.release === undefined) continue;
    const name = releaseName(rule.release, reading.groups);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}

function countStates(aliases: PlannedRelease['aliases']): Partial<Record<AliasState, number>> {
  const counts: Partial<Record<AliasState, number>> = {};
  for (const { state } of aliases) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** @param withdrawn the withdrawn releases that are greater than the chosen one, greatest first */
function whyOf(
  { state, release, next }: Omit<ReleaseFinding, 'why'>,
  pending: number,
  withdrawn: readonly WithdrawnRelease[],
): string {
  const waiting = `the next event or sweep writes ${pending === 1 ? '1 alias' : `${pending} aliases`}`;
  const own =
    release === null
      ? state === 'right'
        ? 'no release is complete'
        : `no release is complete; ${waiting}`
      : {
          right: 'it is the greatest complete release',
          'half-moved': `half moved: ${waiting}`,
          stale: `release ${release} is the greatest complete one, and ${waiting}`,
          held: `release ${release} is the greatest complete one, and some aliases are held at another target`,
          failed: '',
        }[state];
  return [
    own,
    ...withdrawn.slice(0, MOST_NAMED).map(withdrawnText),
    ...(withdrawn.length > MOST_NAMED ? [`${withdrawn.length - MOST_NAMED} more are withdrawn`] : []),
    ...(next === null ? [] : [`${next.release} is greater, and ${next.why}`]),
  ].join('; ');
}
