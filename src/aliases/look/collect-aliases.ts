import { ageRefusal } from '../../rules/compile/minimum-age.ts';
import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import { type KeyMatches, matchKey, ownerOfAlias } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import { releasesOf } from '../../rules/match/read-release.ts';
import { createReleaseSurvey, type ReleaseSurvey } from '../../rules/match/release-survey.ts';
import type { AliasGroup } from '../../rules/release.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import { isNeverAlias } from '../model/task.ts';

/**
 * An alias whose candidates have all been listed, or a link outside the prefix of its candidates. `winner` is undefined if
 * no candidate has been listed, or none that is old enough.
 */
export interface CollectedAlias {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  readonly alias: string;
  readonly prefix: string;
  readonly winner: Candidate | undefined;
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
}

export type Collected = CollectedAlias | CollectedRelease;

/** A prefix of the current key. `after` is the last key that was listed before the first key with this prefix. */
interface OpenPrefix {
  readonly prefix: string;
  readonly aliases: Map<string, CollectedAlias>;
  readonly releases: Map<string, CollectedRelease>;
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

/**
 * Computes `(rules, listing) -> alias -> target` in one pass. All candidates of an alias are under its narrowest
 * prefix, so its winner is known once the listing has left that prefix. Only the aliases of prefixes that contain the
 * current key are in memory, however large the bucket is.
 *
 * @param now the clock for `minimumAge`, in Unix milliseconds.
 * @param onMatches called for each object that is not a link, with what `matchKey` found for it.
 */
export function createAliasCollector(
  ruleSet: RuleSet,
  now: () => number,
  onMatches: (key: string, found: KeyMatches) => void = () => {},
): AliasCollector {
  // The open prefixes in the order of opening. Each is a prefix of the current key.
  const open: OpenPrefix[] = [];
  let last: string | undefined;

  const close = (stays: (prefix: string) => boolean): readonly Collected[] => {
    const collected: Collected[] = [];
    for (let i = open.length - 1; i >= 0; i--) {
      const entry = open[i];
      if (entry === undefined || stays(entry.prefix)) continue;
      collected.push(...entry.aliases.values(), ...entry.releases.values());
      open.splice(i, 1);
    }
    return collected;
  };

  const entryOf = (prefix: string): OpenPrefix => {
    const known = open.find((entry) => entry.prefix === prefix);
    if (known !== undefined) return known;
    const entry = { prefix, aliases: new Map(), releases: new Map(), after: last };
    open.push(entry);
    return entry;
  };

  const note = (collected: CollectedAlias): void => {
    const { aliases } = entryOf(collected.prefix);
    const known = aliases.get(collected.alias);
    if (known === undefined || better(collected, known)) aliases.set(collected.alias, collected);
  };

  const releaseFor = (rule: Rule, template: AliasTemplate, group: AliasGroup, prefix: string): CollectedRelease => {
    const { releases } = entryOf(prefix);
    const id = `${rule.name} ${template.digest} ${group.name}`;
    const survey = () => createReleaseSurvey(rule, template, group.name);
    const collected = releases.get(id) ?? { rule, template, group, prefix, survey: survey(), links: new Set() };
    releases.set(id, collected);
    return collected;
  };

  const noteLink = (link: CollectedAlias): void => {
    const { rule, template, alias, prefix } = link;
    const group = template.grouping?.groupOfAlias(alias);
    if (group === undefined) note(link);
    else releaseFor(rule, template, group, prefix).links.add(alias);
  };

  const take = (object: ListedObject): readonly CollectedAlias[] => {
    if (object.type !== 'Symlink') {
      const found = matchKey(ruleSet, object.key);
      onMatches(object.key, found);
      for (const candidate of candidatesOf(found, object, now())) note(candidate);
      for (const { rule, template, group, prefix, reading } of releasesOf(ruleSet, object.key, found.readings)) {
        releaseFor(rule, template, group, prefix).survey.addReading(object, reading);
      }
      return [];
    }
    const link = linkOf(ruleSet, object.key);
    if (link === undefined) return [];
    if (!object.key.startsWith(link.prefix)) return [link];
    noteLink(link);
    return [];
  };

  return {
    add(object) {
      const closed = close((prefix) => object.key.startsWith(prefix));
      const collected = [...closed, ...take(object)];
      last = object.key;
      return collected;
    },
    finish: () => close(() => false),
    get doneUpTo() {
      const [first] = open;
      return first === undefined ? last : first.after;
    },
  };
}

function better(a: CollectedAlias, b: CollectedAlias): boolean {
  return a.winner !== undefined && (b.winner === undefined || compareCandidates(a.rule, a.winner, b.winner) > 0);
}

function candidatesOf({ matches }: KeyMatches, object: ListedObject, now: number): readonly CollectedAlias[] {
  return matches.flatMap(({ rule, template, alias, reading }) =>
    reading.order.ok && template.grouping === undefined
      ? [
          {
            rule,
            template,
            alias,
            prefix: narrowestPrefix(rule, template, reading.groups),
            winner: isYoung(template, object, now)
              ? undefined
              : { key: object.key, value: reading.order.value, lastModified: object.lastModified },
          },
        ]
      : [],
  );
}

/** Whether an object is too young to win. Its alias is collected anyway, without a winner if there is no other. */
function isYoung({ minimumAge }: AliasTemplate, { lastModified }: ListedObject, now: number): boolean {
  return ageRefusal(minimumAge, lastModified, now) !== undefined;
}

/** The alias at the key of a listed link. Undefined if the rules define none there. It may have no candidates left. */
function linkOf(ruleSet: RuleSet, key: string): CollectedAlias | undefined {
  const owner = ownerOfAlias(ruleSet, key);
  if (owner === undefined || isNeverAlias(ruleSet, key)) return undefined;
  const { rule, template, groups } = owner;
  return { rule, template, alias: key, prefix: narrowestPrefix(rule, template, groups), winner: undefined };
}

/** Whether no rule defines an alias at this key. A link of ours there was written under earlier rules. */
export function isOrphaned(ruleSet: RuleSet, key: string): boolean {
  return ownerOfAlias(ruleSet, key) === undefined || isNeverAlias(ruleSet, key);
}
