import type { ListedState } from '../../aliases/facts/listed-state.ts';
import {
  type Collected,
  type CollectedAlias,
  type CollectedRelease,
  createAliasCollector,
} from '../../aliases/look/collect-aliases.ts';
import { createUnreadCollector, type UnreadAlias } from '../../aliases/look/collect-unread.ts';
import { isOrphaned } from '../../aliases/look/found-alias.ts';
import type { ListedCandidates } from '../../aliases/look/plan-alias.ts';
import type { AliasTask, ReleaseTask } from '../../aliases/model/task.ts';
import { type ReleaseListing, releaseListing } from '../../aliases/release/list-release.ts';
import type { KeyMarks } from '../../aliases/split/key-marks.ts';
import { isAfterRange, isInRange, prefixesAcross } from '../../aliases/split/key-range.ts';
import { compareKeys } from '../../compare-keys.ts';
import { defined } from '../../defined.ts';
import type { Release } from '../../rules/release-choice.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { isStateKey } from '../../state-key.ts';
import type { ListedObject, ObjectsPage } from '../../stores/store-response.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { listAllPages, type Scope, scopePrefixes } from './list-objects.ts';
import { createUnreadCounts, type UnreadCounts } from './unread-report.ts';

/** The progress of a walk. */
export interface WalkProgress {
  /** How many objects and links the walk has listed. */
  objects: number;
  requests: number;
  /** Every alias whose candidates are all at or before this key has been yielded. */
  doneUpTo: string | undefined;
  /** The store's time when it answered the first request. Unix milliseconds; undefined if it did not say. */
  storeTime: number | undefined;
  /**
   * If present, each item has what the listing shows of it. Candidates that become old enough after this time, or after
   * `storeTime`, count as too young for that. Unix milliseconds.
   */
  readonly statesAt: number | undefined;
  /** Counts the keys that the walk has listed in its range. */
  readonly marks?: KeyMarks | undefined;
  /** Called after each page of the listing. */
  onPage?: () => void;
  /** The walk counts each unread object for its rule. The caller counts the aliases that it handles. */
  readonly unread: UnreadCounts;
}

/** Creates the progress of a walk that has not begun. */
export function createWalkProgress(
  { startAfter, range }: Pick<Scope, 'startAfter' | 'range'> = {},
  statesAt?: number,
  marks?: KeyMarks,
): WalkProgress {
  const time = { storeTime: undefined, statesAt };
  return {
    objects: 0,
    requests: 0,
    doneUpTo: startAfter ?? range?.after,
    ...time,
    unread: createUnreadCounts(),
    marks,
  };
}

/** The parts of a task that do not come from the listing. */
type GivenLater = 'cause' | 'now' | 'capabilities';

/** An alias that the walk found by one of its candidates or by its link. */
export interface WalkedAlias extends Omit<AliasTask, GivenLater> {
  readonly kind: 'alias';
  /** The winner, if the walk has listed all candidates of the alias. If undefined, the candidates must be listed. */
  readonly listed: ListedCandidates | undefined;
  /** Whether this is a link outside the prefix of its candidates. If it has candidates, the walk also yields it with them. */
  readonly isBareLink: boolean;
  /** What the listing shows of it. Absent unless the walk was asked for it. */
  readonly state?: ListedState | undefined;
  /** The markers that withdraw its candidates, and were listed without a type. */
  readonly unprovenMarkers?: readonly ListedObject[];
  /** The unread objects that would be its candidates, as far as the walk has listed them. */
  readonly unread: readonly UnreadAlias[];
  /** A walk that starts after this key yields the alias again. If undefined, only a walk from the start does. */
  readonly resumeAfter: string | undefined;
}

/** A group of aliases that the walk found by a file of a release or by a link. */
export interface WalkedRelease extends Omit<ReleaseTask, GivenLater> {
  readonly kind: 'release';
  /** The releases and links of the group, if the walk has listed all of them. If undefined, they must be listed. */
  readonly listed: ReleaseListing | undefined;
  /** What the listing shows of it. Absent unless the walk was asked for it. */
  readonly state?: ListedState | undefined;
  /** The markers under its prefix that were listed without a type. */
  readonly unprovenMarkers?: readonly ListedObject[];
  /** Returns all releases that the walk has listed, greatest first. Undefined unless it has listed all of them. */
  readonly releases: (() => readonly Release[]) | undefined;
  /** For each alias of the group that has unread objects: those that the walk has listed. */
  readonly unread: readonly UnreadAlias[];
  readonly resumeAfter: string | undefined;
}

/** One item that {@link walkAliases} yields. */
export type WalkedItem = WalkedAlias | WalkedRelease | WalkedUnread | WalkedLink;

/** An alias that has unread objects and no candidates. Its link, if there is one, is yielded separately. */
export interface WalkedUnread {
  readonly kind: 'unread';
  readonly unread: readonly [UnreadAlias];
  /** Whether the walk has listed every object that could be a candidate. */
  readonly isCovered: boolean;
}

/**
 * A link at a key that no rule defines. Autoalias wrote it under earlier rules, or another program wrote it. If the listing
 * has no types, only `prune` finds such links: it reads every key that is not that of an alias.
 */
interface WalkedLink {
  readonly kind: 'ownerless';
  readonly alias: string;
  readonly resumeAfter: string | undefined;
}

/**
 * Yields every alias of every rule and every link at a key that no rule defines. Lists each prefix once and streams the
 * result, so memory is bounded by the aliases of one prefix.
 *
 * @param progress is updated during the walk.
 */
export async function* walkAliases(
  { store, ruleSet, now }: Pick<HandlerContext, 'store' | 'ruleSet' | 'now'>,
  scope: Scope,
  progress: WalkProgress,
): AsyncGenerator<WalkedItem> {
  const { startAfter, signal, range = {} } = scope;
  const prefixes = scopePrefixes(ruleSet, scope);
  const across = prefixesAcross(ruleSet, range);
  // The walks of all ranges together list every prefix.
  const covered = scope.range === undefined ? prefixes : scopePrefixes(ruleSet, { ...scope, range: undefined });
  // Whether the walk lists every object under a prefix. A walk with `startAfter` skips the objects before it.
  const isCovered = (part: string): boolean =>
    covered.some((listed) => part.startsWith(listed)) &&
    (startAfter === undefined || compareKeys(startAfter, part) < 0);
  const earliest = progress.statesAt;
  const statesAt = earliest === undefined ? undefined : () => Math.min(earliest, progress.storeTime ?? earliest);
  const notePage = ({ date }: ObjectsPage): void => {
    if (progress.requests === 1) progress.storeTime = date;
  };
  for (const listed of prefixes) {
    const unread = createUnreadCollector(ruleSet, progress.unread.addObject, range);
    const collector = createAliasCollector(ruleSet, now, { onMatches: unread.add, statesAt, range });
    const itemOf = (due: Collected, resumeAfter: string | undefined): WalkedItem =>
      'survey' in due
        ? walkedRelease(due, { ruleSet, now: now() }, isCovered, unread.take(due), resumeAfter)
        : walkedAlias(due, isCovered, due.isBareLink ? [] : unread.take(due), resumeAfter);
    const unreadItem = (alias: UnreadAlias): WalkedItem => ({
      kind: 'unread',
      unread: [alias],
      isCovered: isCovered(alias.prefix),
    });
    const countRequest = (): void => {
      progress.requests++;
    };
    const pages = listAllPages(store, listed, startAfter ?? range.after, countRequest, notePage);
    listing: for await (const { objects } of pages) {
      for (const object of objects) {
        if (signal?.aborted) return;
        // The prefix of an alias can begin in the range and end after it.
        if (isAfterRange(range, object.key) && !across.some((prefix) => object.key.startsWith(prefix))) break listing;
        if (isStateKey(object.key)) continue;
        const isOurs = isInRange(range, object.key);
        if (isOurs) progress.objects++;
        if (isOurs) progress.marks?.add(object.key);
        const resumeAfter = progress.doneUpTo;
        for (const due of collector.add(object)) yield itemOf(due, resumeAfter);
        for (const alias of unread.close(object.key)) yield unreadItem(alias);
        if (isOurs && object.type === 'Symlink' && isOrphaned(ruleSet, object.key)) {
          yield { kind: 'ownerless', alias: object.key, resumeAfter };
        }
        progress.doneUpTo = collector.doneUpTo ?? progress.doneUpTo;
      }
      progress.onPage?.();
    }
    for (const due of collector.finish()) yield itemOf(due, progress.doneUpTo);
    for (const alias of unread.close()) yield unreadItem(alias);
    progress.doneUpTo = collector.doneUpTo ?? progress.doneUpTo;
  }
}

function walkedAlias(
  collected: CollectedAlias,
  isCovered: (prefix: string) => boolean,
  unread: readonly UnreadAlias[],
  resumeAfter: string | undefined,
): WalkedAlias {
  const { rule, template, alias, prefix, isBareLink, state, unprovenMarkers, ...listing } = collected;
  const covered = isCovered(prefix);
  const listed = covered && !isBareLink ? listing : undefined;
  const found = { rule, template, alias, prefix, listed, isBareLink: covered && isBareLink, ...defined({ state }) };
  return { kind: 'alias', ...found, unprovenMarkers, unread, resumeAfter };
}

/**
 * A listing of the prefix does not show the links of a group that are outside the prefix. In that case, every alias of every
 * release is checked.
 */
function walkedRelease(
  { rule, template, group, prefix, survey, links, state, unprovenMarkers }: CollectedRelease,
  { ruleSet, now }: { readonly ruleSet: RuleSet; readonly now: number },
  isCovered: (prefix: string) => boolean,
  unread: readonly UnreadAlias[],
  resumeAfter: string | undefined,
): WalkedRelease {
  const task = { rule, template, group, prefix, ruleSet };
  const checked = group.aliasPrefix.startsWith(prefix) ? links : new Set([...links, ...survey.aliases]);
  const choice = survey.choose(now);
  const isListed = isCovered(prefix) && !choice.mustListAgain;
  const listed = isListed ? releaseListing(task, choice, checked) : undefined;
  const releases = listed && survey.releases;
  const seen = { listed, ...defined({ state }), unprovenMarkers, releases, unread };
  return { kind: 'release', ...task, ...seen, resumeAfter };
}
