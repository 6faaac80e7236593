import { hasSurrogates } from '../../object-key.ts';
import { isStateKey, STATE_PREFIX } from '../../state-key.ts';
import type { AliasMatch, KeyMatches, UnmatchedTemplate } from '../form/key-matches.ts';
import { matchForm } from '../form/match-form.ts';
import type { Groups } from '../pattern/groups.ts';
import { isNeverRefused } from '../proof/never-refused.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import type { RuleSet, RuleTemplate, TemplateEntry } from '../rule-set.ts';
import { isMarkerKey, MARKER_NAME } from './marker-place.ts';
import { aliasKeyFor, type KeyReading, type KeyReadings, readKey } from './read-key.ts';
import { releaseRefusal } from './read-release.ts';
import { type Rejection, rejection } from './rejection.ts';
import { unreadRejection } from './unread.ts';

/**
 * Finds every alias of any rule for which a key is a candidate. For the other templates of the matching rules, `unmatched`
 * says why the key is not a candidate.
 */
export function matchKey(ruleSet: RuleSet, key: string): KeyMatches {
  const entries = ruleSet.byStart.find(key);
  if (entries.length === 0) return NO_MATCHES;
  const isPlain = !hasSurrogates(key);
  const matches: AliasMatch[] = [];
  const unmatched: UnmatchedTemplate[] = [];
  const readings = new ReadingsOfKey();
  for (const entry of entries) {
    const { rule, templates } = entry;
    const quick = isPlain ? matchForm(ruleSet, entry, key) : undefined;
    if (quick !== undefined) {
      if (entries.length === 1) return quick;
      readings.add(rule, quick.reading);
      for (const match of quick.matches) matches.push(match);
      continue;
    }
    const reading = readKey(rule, key);
    if (reading === undefined) continue;
    readings.add(rule, reading);
    if (!reading.order.ok) {
      const unread = unreadRejection(rule, { key }, reading.groups, reading.order);
      unmatched.push(...rule.templates.map((template) => ({ rule, template, ...unread })));
      continue;
    }
    for (const one of templates) {
      const { template } = one;
      const produced = aliasKeyFor(template, reading, isPlain);
      if ('why' in produced) {
        unmatched.push({ rule, template, ...produced });
        continue;
      }
      const { alias } = produced;
      const refusal = releaseRefusal(rule, reading) ?? refusalOf(ruleSet, one, alias, reading);
      if (refusal === undefined) matches.push({ rule, template, alias, reading });
      else unmatched.push({ rule, template, ...refusal });
    }
  }
  return { matches, unmatched, readings };
}

/** Most keys of a bucket match no rule. */
const NO_MATCHES: KeyMatches = { matches: [], unmatched: [], readings: { get: () => undefined } };

/** The readings of one key. Nearly always there is one, and a map would take longer than the match. */
class ReadingsOfKey implements KeyReadings {
  readonly #rules: Rule[] = [];
  readonly #readings: KeyReading[] = [];

  add(rule: Rule, reading: KeyReading): void {
    this.#rules.push(rule);
    this.#readings.push(reading);
  }

  get(rule: Rule): KeyReading | undefined {
    return this.#readings[this.#rules.indexOf(rule)];
  }
}

function refusalOf(
  ruleSet: RuleSet,
  entry: TemplateEntry,
  alias: string,
  { groups }: KeyReading,
): Rejection | undefined {
  const isProved = isNeverRefused(ruleSet, entry) && !endsWithMarker(entry.template, alias, groups);
  return isProved ? undefined : aliasRefusal(ruleSet, entry.template, alias);
}

const LAST_OF_MARKER = MARKER_NAME.charCodeAt(MARKER_NAME.length - 1);

/** Looks at the last group first: reading the end of a text that was just joined takes longer than joining it. */
function endsWithMarker({ rest }: AliasTemplate, alias: string, groups: Groups): boolean {
  const last = rest.pieces[rest.pieces.length - 1];
  const text = last?.kind === 'group' ? (groups[last.group] ?? '') : '';
  return (text === '' || text.charCodeAt(text.length - 1) === LAST_OF_MARKER) && alias.endsWith(MARKER_NAME);
}

/** Why a template must not write an alias, or undefined if it may. */
export function aliasRefusal(ruleSet: RuleSet, template: AliasTemplate, alias: string): Rejection | undefined {
  if (isStateKey(alias)) {
    return {
      kind: 'no-alias',
      why: `the alias ${alias} would be below ${STATE_PREFIX}, which autoalias keeps for itself`,
    };
  }
  const owner = ruleSet.templatesByPrefix.find(alias).find((one) => one.template.keyPattern.match(alias) !== undefined);
  if (owner !== undefined && owner.template !== template) {
    const why = `the alias ${alias} belongs to "${owner.template.text}" of rule ${owner.rule.name}, which comes first`;
    return { kind: 'other-alias', why };
  }
  const loop = candidateRuleOf(ruleSet, alias);
  if (loop !== undefined) {
    return { kind: 'no-alias', why: `the alias ${alias} would itself be a candidate of rule ${loop.name}, a loop` };
  }
  const marker = markerRuleOf(ruleSet, alias);
  const why = marker && `the alias ${alias} would itself be a marker of rule ${marker.name}`;
  return rejection('no-alias', why);
}

/** The first rule that treats a key as that of a marker. */
export function markerRuleOf(ruleSet: RuleSet, key: string): Rule | undefined {
  // Most keys are not those of markers, so the index is not asked for them.
  if (!key.endsWith(MARKER_NAME)) return undefined;
  return ruleSet.byPrefix.find(key).find((rule) => isMarkerKey(rule, key));
}

/** The first rule for which a key is a candidate: the rule matches the key, and the order value is valid. */
export function candidateRuleOf(ruleSet: RuleSet, key: string): Rule | undefined {
  return ruleSet.byStart.find(key).find(({ rule }) => readKey(rule, key)?.order.ok === true)?.rule;
}

/** The rule and template that own an alias key. */
export interface AliasOwner extends RuleTemplate {
  /** The groups that can be read from the alias key. */
  readonly groups: Groups;
}

/**
 * Finds the owner of an alias key: the first template in file order that can produce the key. Each alias key has one owner,
 * so that two rules never write the same alias.
 */
export function ownerOfAlias(ruleSet: RuleSet, alias: string): AliasOwner | undefined {
  if (isStateKey(alias)) return undefined;
  for (const { rule, template } of ruleSet.templatesByPrefix.find(alias)) {
    const groups = template.keyPattern.match(alias);
    if (groups === undefined) continue;
    return {
      rule,
      template,
      groups: Object.fromEntries(Object.entries(groups).filter(([name]) => template.determinedGroups.has(name))),
    };
  }
  return undefined;
}
