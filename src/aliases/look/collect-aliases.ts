import { defined } from '../../defined.ts';
import type { KeyMatches } from '../../rules/form/key-matches.ts';
import {
  type Candidate,
  compareCandidates,
  greaterWithdrawn,
  type WithdrawnCandidate,
} from '../../rules/match/candidate.ts';
import { markerRuleOf, matchKey } from '../../rules/match/match-key.ts';
import { notReady } from '../../rules/match/not-ready.ts';
import { releasesOf } from '../../rules/match/read-release.ts';
import { createReleaseSurvey, type ReleaseSurvey } from '../../rules/match/release-survey.ts';
import { createWithdrawalFilter, type WithdrawalFilter } from '../../rules/match/withdrawal-filter.ts';
import type { AliasGroup } from '../../rules/release.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import { createListedStates, type ListedState, type ListedStates } from '../facts/listed-state.ts';
import { markerOf } from '../model/classify-object.ts';
import { isInRange, type KeyRange } from '../split/key-range.ts';
import { countsAsLink, type FoundAlias, linkOf } from './found-alias.ts';
import { createPrefixMemo } from './prefix-memo.ts';

/**
 * An alias whose candidates have all been listed, or a link outside the prefix of its candidates. `winner` is undefined if
 * no candidate has been listed, or none that is old enough.
 */
export interface CollectedAlias extends FoundAlias {
  /** Whether a listed marker withdraws a key. */
  readonly isWithdrawn: (key: string) => boolean;
  /** The greatest withdrawn candidate, even if it is less than the winner. */
  readonly withdrawn?: WithdrawnCandidate;
  /** It was found by its link alone, which is outside the prefix. Its candidates, if any, are listed elsewhere. */
  readonly isBareLink: boolean;
  /** What the listing shows of it. For a bare link, only the link. Absent unless it was asked for. */
  readonly state?: ListedState;
  /** The markers that withdraw its candidates and were listed without a type. A link there withdraws nothing. */
  readonly unprovenMarkers: readonly ListedObject[];
}

/** A group of aliases whose releases have all been listed. */
export interface CollectedRelease {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  readonly group: AliasGroup;
  readonly prefix: string;
  readonly survey: ReleaseSurvey;
  /** Its links under the prefix. */
  readonly links: Set<string>;
  /** What the listing shows of it. Absent unless it was asked for. */
  readonly state?: ListedState;
  /** The markers under the prefix that were listed without a type. */
  readonly unprovenMarkers: readonly ListedObject[];
}

export type Collected = CollectedAlias | CollectedRelease;

/** A candidate, and its alias. */
interface OwnCandidate {
  readonly of: FoundAlias;
  readonly candidate: Candidate;
}

/** A prefix of the current key. `after` is the last key that was listed before the first key with this prefix. */
interface OpenPrefix {
  readonly prefix: string;
  readonly aliases: Map<string, FoundAlias>;
  /** By alias, the greatest withdrawn candidate. */
  readonly withdrawn: Map<string, WithdrawnCandidate>;
  /** By alias, the keys of the markers that withdraw its candidates. */
  readonly markersOf: Map<string, Set<string>>;
  /** Divides the candidates of the aliases by the markers under the prefix. */
  readonly filter: WithdrawalFilter<OwnCandidate>;
  readonly releases: Map<string, Omit<CollectedRelease, 'unprovenMarkers'>>;
  /** By alias, or by the id of a group. Undefined unless states were asked for. */
  readonly states: ListedStates | undefined;
  readonly after: string | undefined;
}

/**
 * Reads a listing object by object, in key order, and returns each alias once all its candidates have been listed. A link
 * outside the prefix of its candidates is returned at once, and again if the alias has candidates.
 */
export interface AliasCollector {
  add(object: ListedObject): readonly Collected[];
  finish(): readonly Collected[];
  /**
   * A listing can resume after this key: it comes before every candidate of every alias that has not been returned yet.
   * Undefined if there is no such key yet.
   */
  readonly doneUpTo: string | undefined;
}

/** Options of {@link createAliasCollector}. */
export interface AliasCollectorOptions {
  /** Called for each object that is not a link, with what `matchKey` found for it. */
  readonly onMatches?: (key: string, found: KeyMatches) => void;
  /**
   * If present, the collector also returns what the listing shows of each alias. Candidates that become old enough after
   * the returned time count as too young for it. Unix milliseconds.
   */
  readonly statesAt?: (() => number) | undefined;
  /**
   * Only aliases of this range are returned: those whose prefix is in it, and links outside the prefix of their candidates
   * whose key is in it. Default: all.
   */
  readonly range?: KeyRange | undefined;
}

/**
 * Computes `(rules, listing) -> alias -> target` in one pass. All candidates of an alias are under its narrowest
 * prefix, so its winner is known once the listing has left that prefix. Only the aliases of prefixes that contain the
 * current key are in memory, however large the bucket is.
 *
 * @param now the clock for `minimumAge`, in Unix milliseconds.
 */
export function createAliasCollector(
  ruleSet: RuleSet,
  now: () => number,
  { onMatches = () => {}, statesAt, range = {} }: AliasCollectorOptions = {},
): AliasCollector {
  // The open prefixes in the order of opening. Each is a prefix of the current key, so a key that begins with the longest begins
  // with all of them.
  const open: OpenPrefix[] = [];
  let longest = '';
  const prefixOf = createPrefixMemo();
  const hasReleases = ruleSet.rules.some(({ release }) => release !== undefined);
  let last: string | undefined;
  // A marker can come before the first candidate of its prefix. People write markers, so there are few.
  const markers = new Map<string, ListedObject>();

  const close = (stays: (prefix: string) => boolean): readonly Collected[] => {
    const collected: Collected[] = [];
    for (let i = open.length - 1; i >= 0; i--) {
      const entry = open[i];
      if (entry === undefined || stays(entry.prefix)) continue;
      entry.filter.end();
      const { markers } = entry.filter;
      for (const alias of entry.aliases.values()) {
        const isWithdrawn = (key: string): boolean => markers.has(markerOf(alias, key) ?? '');
        const withdrawn = entry.withdrawn.get(alias.alias);
        const state = entry.states?.take(alias.alias);
        const unprovenMarkers = unproven(entry.markersOf.get(alias.alias) ?? []);
        const shown = { ...alias, isWithdrawn, ...defined({ withdrawn, state }), unprovenMarkers };
        collected.push({ ...shown, isBareLink: false });
      }
      for (const [id, release] of entry.releases) {
        const unprovenMarkers = unproven(entry.filter.markers);
        collected.push({ ...release, ...defined({ state: groupState(entry, id) }), unprovenMarkers });
      }
      open.splice(i, 1);
    }
    longest = open.reduce((most, { prefix }) => (prefix.length > most.length ? prefix : most), '');
    return collected;
  };

  const unproven = (keys: Iterable<string>): readonly ListedObject[] =>
    [...keys].flatMap((key) => {
      const marker = markers.get(key);
      return marker?.type === undefined && marker !== undefined ? [marker] : [];
    });

  const groupState = ({ states, filter }: OpenPrefix, id: string): ListedState | undefined => {
    for (const key of filter.markers) {
      const marker = markers.get(key);
      if (marker !== undefined) states?.addMarker(id, marker);
    }
    return states?.take(id);
  };

  const entryOf = (prefix: string): OpenPrefix => {
    const known = open.find((entry) => entry.prefix === prefix);
    if (known !== undefined) return known;
    const aliases = new Map<string, FoundAlias>();
    const withdrawn = new Map<string, WithdrawnCandidate>();
    const markersOf = new Map<string, Set<string>>();
    const states = statesAt === undefined ? undefined : createListedStates(statesAt);
    const filter = createWithdrawalFilter<OwnCandidate>(
      keepBetter,
      ({ item: { of, candidate }, marker: key }) => {
        const { rule, alias } = of;
        withdrawn.set(alias, greaterWithdrawn(rule, withdrawn.get(alias), { candidate, marker: key }));
        markersOf.set(alias, (markersOf.get(alias) ?? new Set()).add(key));
        const marker = markers.get(key);
        if (marker !== undefined) states?.addMarker(alias, marker);
      },
      [...markers.keys()].filter((marker) => marker.startsWith(prefix)),
    );
    const entry = { prefix, aliases, withdrawn, markersOf, filter, releases: new Map(), states, after: last };
    open.push(entry);
    if (prefix.length > longest.length) longest = prefix;
    return entry;
  };

  /** Notes the aliases that move alone for which an object is a candidate, even if it is withdrawn or not ready to win yet. */
  const noteCandidates = (object: ListedObject, { matches }: KeyMatches): void => {
    for (const { rule, template, alias, reading } of matches) {
      if (!reading.order.ok || template.grouping !== undefined) continue;
      const prefix = prefixOf(rule, template, reading.groups);
      if (!isInRange(range, prefix)) continue;
      const { aliases, filter, states } = entryOf(prefix);
      states?.addCandidate(alias, object, template.minimumAge?.milliseconds ?? 0);
      const known = aliases.get(alias);
      const of: FoundAlias = known ?? { rule, template, alias, prefix, winner: undefined };
      if (known === undefined) aliases.set(alias, of);
      const waits = notReady(template, object, now());
      if (waits?.kind === 'archived') of.hasArchived = true;
      if (waits !== undefined) continue;
      const { key, lastModified } = object;
      filter.addCandidate({ of, candidate: { key, value: reading.order.value, lastModified } }, reading.marker);
    }
  };

  const releaseFor = (
    rule: Rule,
    template: AliasTemplate,
    group: AliasGroup,
    prefix: string,
  ): Omit<CollectedRelease, 'unprovenMarkers'> => {
    const { releases, filter } = entryOf(prefix);
    const id = groupId(rule, template, group);
    const survey = () => createReleaseSurvey(rule, template, group.name, { markers: filter.markers });
    const collected = releases.get(id) ?? { rule, template, group, prefix, survey: survey(), links: new Set() };
    releases.set(id, collected);
    return collected;
  };

  const noteLink = (object: ListedObject, link: FoundAlias): void => {
    const { rule, template, alias, prefix } = link;
    const group = template.grouping?.groupOfAlias(alias);
    const { aliases } = entryOf(prefix);
    if (group === undefined) aliases.set(alias, aliases.get(alias) ?? link);
    else releaseFor(rule, template, group, prefix).links.add(alias);
    entryOf(prefix).states?.addLink(group === undefined ? alias : groupId(rule, template, group), object);
  };

  const take = (object: ListedObject): readonly CollectedAlias[] => {
    for (const { filter } of open) filter.pass(object.key);
    const link = countsAsLink(ruleSet, object) ? linkOf(ruleSet, object.key) : undefined;
    if (object.type !== 'Symlink') {
      if (markerRuleOf(ruleSet, object.key) !== undefined) {
        markers.set(object.key, object);
        for (const { filter } of open) filter.addMarker(object.key);
      }
      const matches = matchKey(ruleSet, object.key);
      if (link === undefined) onMatches(object.key, matches);
      noteCandidates(object, matches);
      const releases = hasReleases ? releasesOf(ruleSet, object.key, matches.readings) : [];
      for (const { rule, template, group, prefix, reading } of releases) {
        if (!isInRange(range, prefix)) continue;
        releaseFor(rule, template, group, prefix).survey.addReading(object, reading);
        const age = template.minimumAge?.milliseconds ?? 0;
        entryOf(prefix).states?.addCandidate(groupId(rule, template, group), object, age);
      }
    }
    if (link === undefined) return NONE;
    if (!object.key.startsWith(link.prefix)) {
      if (!isInRange(range, object.key)) return NONE;
      const state = statesAt === undefined ? undefined : stateOfLink(object);
      return [{ ...link, isWithdrawn: () => false, ...defined({ state }), unprovenMarkers: [], isBareLink: true }];
    }
    if (isInRange(range, link.prefix)) noteLink(object, link);
    return NONE;
  };

  return {
    add(object) {
      const closed = object.key.startsWith(longest) ? NONE : close((prefix) => object.key.startsWith(prefix));
      const taken = take(object);
      last = object.key;
      return closed.length === 0 ? taken : [...closed, ...taken];
    },
    finish: () => close(() => false),
    get doneUpTo() {
      const first = open[0];
      return first === undefined ? last : first.after;
    },
  };
}

/** Most objects complete no alias, so they share an empty list. */
const NONE: readonly CollectedAlias[] = [];

/** Identifies a group among the groups of all templates. */
export function groupId(rule: Rule, { digest }: AliasTemplate, group: AliasGroup): string {
  return `${rule.name} ${digest} ${group.name}`;
}

function stateOfLink({ key, etag, lastModified }: ListedObject): ListedState {
  return { candidates: '', links: new Map([[key, { etag, lastModified }]]), newest: lastModified, matures: undefined };
}

function keepBetter({ of, candidate }: OwnCandidate): void {
  if (of.winner === undefined || compareCandidates(of.rule, candidate, of.winner) > 0) of.winner = candidate;
}
