import { ageRefusal } from '../../rules/compile/minimum-age.ts';
import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import { candidateRuleOf, matchKey, ownerOfAlias } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import { releasesOf } from '../../rules/match/read-release.ts';
import { createReleaseSurvey, type ReleaseSurvey } from '../../rules/match/release-survey.ts';
import type { AliasGroup } from '../../rules/release.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { ListedObject } from '../../stores/store-response.ts';

/** An alias of which a listing has shown everything that bears on it. `winner` is absent for a link without candidates. */
export interface CollectedAlias {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  readonly alias: string;
  readonly prefix: string;
  readonly winner: Candidate | undefined;
}

/** Aliases that move together, of which a listing has shown everything that bears on them. */
export interface CollectedRelease {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  readonly group: AliasGroup;
  readonly prefix: string;
  readonly survey: ReleaseSurvey;
  /** Its links that lie under the prefix. */
  readonly links: Set<string>;
}

export type Collected = CollectedAlias | CollectedRelease;

/** A prefix that the current key lies in. `after` is the key before the first that it held. */
interface Open {
  readonly prefix: string;
  readonly aliases: Map<string, CollectedAlias>;
  readonly releases: Map<string, CollectedRelease>;
  readonly after: string | undefined;
}

/** Takes a listing object by object, in key order, and gives back aliases as soon as they are complete. */
export interface AliasCollector {
  add(object: ListedObject): readonly Collected[];
  finish(): readonly Collected[];
  /**
   * Of every alias whose candidates all lie at or before this key, all was given back; undefined where there is no such
   * key yet. A listing that begins after it shows everything else.
   */
  readonly doneUpTo: string | undefined;
}

/**
 * Computes `(rules, listing) -> alias -> target` in one pass. Candidates of an alias lie together under its narrowest
 * prefix, so an alias is complete once the listing has left that prefix: what is held in memory is the aliases of the
 * prefixes that the current key lies in, however large the bucket.
 *
 * @param now Unix milliseconds, for `minimumAge`.
 */
export function createAliasCollector(ruleSet: RuleSet, now: () => number): AliasCollector {
  // Prefixes that hold one key hold each other: the open ones are a stack, the longest on top.
  const open: Open[] = [];
  let last: string | undefined;

  const close = (stays: (prefix: string) => boolean): readonly Collected[] => {
    const due: Collected[] = [];
    for (let i = open.length - 1; i >= 0; i--) {
      const entry = open[i];
      if (entry === undefined || stays(entry.prefix)) continue;
      due.push(...entry.aliases.values(), ...entry.releases.values());
      open.splice(i, 1);
    }
    return due;
  };

  const entryOf = (prefix: string): Open => {
    const known = open.find((entry) => entry.prefix === prefix);
    if (known !== undefined) return known;
    const entry = { prefix, aliases: new Map(), releases: new Map(), after: last };
    open.push(entry);
    return entry;
  };

  const note = (due: CollectedAlias): void => {
    const { aliases } = entryOf(due.prefix);
    const known = aliases.get(due.alias);
    if (known === undefined || better(due, known)) aliases.set(due.alias, due);
  };

  const releaseFor = (rule: Rule, template: AliasTemplate, group: AliasGroup, prefix: string): CollectedRelease => {
    const { releases } = entryOf(prefix);
    const id = `${rule.name} ${template.digest} ${group.name}`;
    const survey = () => createReleaseSurvey(rule, template, group.name);
    const due = releases.get(id) ?? { rule, template, group, prefix, survey: survey(), links: new Set() };
    releases.set(id, due);
    return due;
  };

  const noteLink = (link: CollectedAlias): void => {
    const { rule, template, alias, prefix } = link;
    const group = template.grouping?.groupOfAlias(alias);
    if (group === undefined) note(link);
    else releaseFor(rule, template, group, prefix).links.add(alias);
  };

  const take = (object: ListedObject): readonly CollectedAlias[] => {
    if (object.type !== 'Symlink') {
      for (const candidate of candidatesOf(ruleSet, object, now())) note(candidate);
      for (const { rule, template, group, prefix, reading } of releasesOf(ruleSet, object.key)) {
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
      const due = [...closed, ...take(object)];
      last = object.key;
      return due;
    },
    finish: () => close(() => false),
    get doneUpTo() {
      // They are in the order in which they were opened.
      const [first] = open;
      return first === undefined ? last : first.after;
    },
  };
}

function better(a: CollectedAlias, b: CollectedAlias): boolean {
  return a.winner !== undefined && (b.winner === undefined || compareCandidates(a.rule, a.winner, b.winner) > 0);
}

function candidatesOf(ruleSet: RuleSet, object: ListedObject, now: number): readonly CollectedAlias[] {
  return matchKey(ruleSet, object.key).matches.flatMap(({ rule, template, alias, reading }) =>
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

/** Its alias is known for it, but it cannot win yet. */
function isYoung({ minimumAge }: AliasTemplate, { lastModified }: ListedObject, now: number): boolean {
  return ageRefusal(minimumAge, lastModified, now) !== undefined;
}

/** A link at a key that some form can give: its candidates may all be gone. */
function linkOf(ruleSet: RuleSet, key: string): CollectedAlias | undefined {
  const owner = ownerOfAlias(ruleSet, key);
  if (owner === undefined || isCandidate(ruleSet, key)) return undefined;
  const { rule, template, groups } = owner;
  return { rule, template, alias: key, prefix: narrowestPrefix(rule, template, groups), winner: undefined };
}

/** Written under former rules, at a key that the present ones take for a candidate: to write there would be a loop. */
function isCandidate(ruleSet: RuleSet, key: string): boolean {
  return candidateRuleOf(ruleSet, key) !== undefined;
}

/** Whether no rule gives an alias at this key, so that a link of ours there is left over from former rules. */
export function isOrphaned(ruleSet: RuleSet, key: string): boolean {
  return ownerOfAlias(ruleSet, key) === undefined || isCandidate(ruleSet, key);
}
