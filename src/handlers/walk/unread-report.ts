import type { UnreadAlias } from '../../aliases/look/collect-unread.ts';
import { createUnreadTally, type UnreadObjects, type UnreadTally } from '../../rules/match/unread.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';

/** Objects that match a rule and that its order cannot read, so that no alias can point at them. */
export interface UnreadReport {
  /** How many there are. An object that is unread under two rules counts twice. */
  readonly objects: number;
  /** How many aliases they would be candidates of. */
  readonly aliases: number;
  /** By rule, in the order of the rules file. Rules without unread objects are left out. */
  readonly rules: readonly UnreadOfRule[];
  /** The first twenty of the aliases. */
  readonly listed: readonly UnreadOfAlias[];
}

/** The unread objects of one rule. */
export interface UnreadOfRule extends UnreadObjects {
  readonly rule: string;
}

/** The unread objects that would be candidates of one alias. */
export interface UnreadOfAlias extends UnreadOfRule {
  readonly alias: string;
}

/** How many aliases a report lists. */
const MOST_LISTED = 20;

/** Counts unread objects during a walk. Its size depends only on the rules. */
export interface UnreadCounts {
  /** Counts an object for its rule. */
  addObject(rule: Rule, key: string, why: string): void;
  /** Counts an alias. Its objects must also be counted for their rule. */
  addAlias(alias: UnreadAlias): void;
  /** Counts an alias from its own listing, whose objects were not counted for their rule. */
  addAliasOnly(alias: UnreadAlias): void;
  /** @param rules all rules, in the order of the file. */
  report(rules: readonly Rule[]): UnreadReport;
}

export function createUnreadCounts(): UnreadCounts {
  const byRule = new Map<Rule, UnreadTally>();
  // An object is a candidate of at most one alias of a template, so the aliases of one template can be added up.
  const byTemplate = new Map<AliasTemplate, UnreadTally>();
  const listed: UnreadOfAlias[] = [];
  let aliases = 0;

  const addAlias = ({ rule, alias, unread }: UnreadAlias): void => {
    if (aliases++ < MOST_LISTED) listed.push({ rule: rule.name, alias, ...unread });
  };

  const ofRule = (rule: Rule): readonly UnreadOfRule[] => {
    const tallies = [byRule.get(rule), ...rule.templates.map((template) => byTemplate.get(template))];
    const counted = tallies.flatMap((tally) => tally?.counted ?? []);
    const most = counted.reduce<UnreadObjects | undefined>(
      (best, one) => (best === undefined || one.objects > best.objects ? one : best),
      undefined,
    );
    return most === undefined ? [] : [{ rule: rule.name, ...most }];
  };

  return {
    addObject: (rule, key, why) => tallyOf(byRule, rule).add({ key, why }),
    addAlias,
    addAliasOnly(alias) {
      addAlias(alias);
      tallyOf(byTemplate, alias.template).addAll(alias.unread);
    },
    report(rules) {
      const counted = rules.flatMap(ofRule);
      const objects = counted.reduce((sum, one) => sum + one.objects, 0);
      return { objects, aliases, rules: counted, listed: [...listed] };
    },
  };
}

function tallyOf<K>(tallies: Map<K, UnreadTally>, of: K): UnreadTally {
  const known = tallies.get(of) ?? createUnreadTally();
  tallies.set(of, known);
  return known;
}

/** How many rules a log line names. */
const MOST_LOGGED = 10;

/** The part of a report that fits into a log line: no aliases, and one example for each of the first rules. */
export function unreadForLog({ objects, aliases, rules }: UnreadReport): Omit<UnreadReport, 'listed'> {
  const logged = rules.slice(0, MOST_LOGGED).map((one) => ({ ...one, examples: one.examples.slice(0, 1) }));
  return { objects, aliases, rules: logged };
}
