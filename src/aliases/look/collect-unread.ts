import type { KeyMatches } from '../../rules/form/key-matches.ts';
import { aliasRefusal } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import { aliasOfUnread, createUnreadTally, type UnreadObjects, type UnreadTally } from '../../rules/match/unread.ts';
import type { AliasGroup } from '../../rules/release.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { isInRange, type KeyRange } from '../split/key-range.ts';

/** An alias, and the unread objects that would be its candidates if the order could read them. */
export interface UnreadAlias {
  readonly rule: Rule;
  readonly template: AliasTemplate;
  readonly alias: string;
  /** The group that it moves with. Undefined if it moves alone. */
  readonly group: AliasGroup | undefined;
  /** The prefix of the candidates of the alias. */
  readonly prefix: string;
  readonly unread: UnreadObjects;
}

/** Identifies an alias, or a group of aliases, whose candidates are under one prefix. */
interface AliasOrGroup extends Pick<UnreadAlias, 'template' | 'prefix'> {
  readonly alias?: string;
  readonly group?: AliasGroup | undefined;
}

/**
 * Counts the unread objects of each alias during a pass over a listing, in key order. As with the winner of an alias, the
 * count is complete once the listing has left the prefix of its candidates. So only the aliases of prefixes that contain the
 * current key are in memory, each with a count and a few keys.
 */
export interface UnreadCollector {
  /** Adds an object that is not a link, and what `matchKey` found for it. */
  add(key: string, found: KeyMatches): void;
  /** Removes an alias or a group, and returns its aliases that have unread objects. */
  take(of: AliasOrGroup): readonly UnreadAlias[];
  /** Removes and returns the aliases whose prefix does not contain a key. Without a key, all aliases. */
  close(key?: string): readonly UnreadAlias[];
}

/** An alias while objects are added. */
interface OpenAlias extends Omit<UnreadAlias, 'unread'> {
  readonly tally: UnreadTally;
}

/**
 * @param onUnread called once for each unread object and each rule that matches it.
 * @param range only aliases whose prefix is in it are collected, and `onUnread` is called only for keys in it. Default: all.
 */
export function createUnreadCollector(
  ruleSet: RuleSet,
  onUnread: (rule: Rule, key: string, why: string) => void,
  range: KeyRange = {},
): UnreadCollector {
  // By prefix, then by the name of the group or of the alias that moves alone, then by alias.
  const open = new Map<string, Map<string, Map<string, OpenAlias>>>();

  const openAlias = (of: Omit<OpenAlias, 'tally'>): OpenAlias => {
    const named = child(open, of.prefix);
    const aliases = child(named, nameOf(of));
    const alias = aliases.get(of.alias) ?? { ...of, tally: createUnreadTally() };
    aliases.set(of.alias, alias);
    return alias;
  };

  return {
    add(key, { unmatched, readings }) {
      if (unmatched.length === 0) return;
      const noted = new Set<Rule>();
      for (const { rule, template, kind, why } of unmatched) {
        const groups = readings.get(rule)?.groups;
        if (kind !== 'unread' || groups === undefined) continue;
        if (!noted.has(rule) && isInRange(range, key)) onUnread(rule, key, why);
        noted.add(rule);
        const alias = aliasOfUnread(template, groups);
        if (alias === undefined || aliasRefusal(ruleSet, template, alias) !== undefined) continue;
        const group = template.grouping?.groupOfAlias(alias);
        const prefix = narrowestPrefix(rule, template, groups);
        if (!isInRange(range, prefix)) continue;
        openAlias({ rule, template, alias, group, prefix }).tally.add({ key, why });
      }
    },
    take(of) {
      const named = open.get(of.prefix);
      const aliases = named?.get(nameOf(of));
      named?.delete(nameOf(of));
      return counted(aliases);
    },
    close(key) {
      if (open.size === 0) return NONE;
      const left = [...open].filter(([prefix]) => key === undefined || !key.startsWith(prefix));
      for (const [prefix] of left) open.delete(prefix);
      return left.flatMap(([, named]) => [...named.values()].flatMap(counted));
    },
  };
}

/** Most buckets have few unread objects, and this is called for each listed key. */
const NONE: readonly UnreadAlias[] = [];

function child<V>(parent: Map<string, Map<string, V>>, name: string): Map<string, V> {
  const known = parent.get(name) ?? new Map<string, V>();
  parent.set(name, known);
  return known;
}

/** Two templates can have groups with the same name, but no two templates have the same alias. */
function nameOf({ template, alias, group }: AliasOrGroup): string {
  return group === undefined ? `alias ${alias}` : `group ${template.digest} ${group.name}`;
}

function counted(aliases: ReadonlyMap<string, OpenAlias> | undefined): readonly UnreadAlias[] {
  return [...(aliases?.values() ?? [])].flatMap(({ tally: { counted: unread }, ...alias }) =>
    unread === undefined ? [] : [{ ...alias, unread }],
  );
}
