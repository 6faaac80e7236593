import { keyHints } from '../../rules/hints/key-hints.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Finding } from '../finding.ts';
import { KEYS, startingWith } from '../language/language.ts';
import { patternLanguage } from '../language/pattern-language.ts';
import { type Check, eachRule, eachTemplate, type LintContext, ruleFinding, templateFinding } from '../lint-context.ts';
import { candidateKeys, groupsOf, ordered } from '../witness/rule-languages.ts';

/** Finds rules and aliases that no key can reach, and `exclude` regexes that exclude everything or nothing. */
export const unreachable: Check = (context) => [
  ...eachRule(context, (rule, index) => matchFindings(context, rule, index)),
  ...groupFindings(context),
];

function matchFindings(context: LintContext, rule: Rule, index: number): readonly Finding[] {
  const regex = patternLanguage(rule.pattern.source);
  if (regex === undefined) return [];
  const { search } = context;
  const matched = [KEYS, startingWith(rule.prefix), regex];
  if (search({ in: matched }).isEmpty) return [ruleFinding(context, index, ['match'], neverMatches(rule.prefix))];
  const excluded = rule.exclude === undefined ? undefined : patternLanguage(rule.exclude.source);
  if (rule.exclude !== undefined && excluded !== undefined) {
    const path = ['match', 'exclude'];
    if (search({ in: matched, notIn: [excluded] }).isEmpty) {
      const { texts } = search({ in: matched, most: 10 });
      const key = texts.find((text) => rule.pattern.match(text) !== undefined) ?? texts[0] ?? '';
      return [ruleFinding(context, index, path, excludesAll(key))];
    }
    if (search({ in: [...matched, excluded] }).isEmpty) return [ruleFinding(context, index, path, EXCLUDES_NOTHING)];
  }
  const keys = candidateKeys(rule);
  const placed = candidateKeys(rule, ordered(rule));
  if (keys === undefined || placed === undefined || !search(placed).isEmpty) return [];
  const [key = ''] = search(keys).texts;
  return [ruleFinding(context, index, ['order'], neverOrdered(rule, key))];
}

function neverMatches(prefix: string) {
  return {
    code: 'unreachable',
    severity: 'warning',
    what: 'the rule never matches a key',
    why: `no object key that begins with "${prefix}" matches`,
    instead: 'correct match',
  } as const;
}

function excludesAll(key: string) {
  return {
    code: 'exclude',
    severity: 'warning',
    what: 'exclude excludes every key',
    why: `it matches every key that the rest of match accepts, such as ${key}`,
    instead: 'narrow exclude, or remove the rule',
    witness: { key },
  } as const;
}

const EXCLUDES_NOTHING = {
  code: 'exclude',
  severity: 'note',
  what: 'exclude has no effect',
  why: 'it matches no key that the rest of match accepts',
  instead: 'remove or correct it',
} as const;

function neverOrdered(rule: Rule, key: string) {
  const { name, terms } = rule.order;
  const [hint] = keyHints(rule, { candidates: [key] });
  const groups = terms.map(({ group }) => (group === undefined ? 'order.on' : `the group ${group}`));
  const why =
    terms.length === 1
      ? `the order ${name} does not accept any text of ${groups.join()}`
      : `the orders ${name} do not accept any texts of ${groups.join(' and ')}`;
  return {
    code: 'unreachable',
    severity: 'warning',
    what: 'the rule never has a candidate',
    why: `${why}, as in ${key}`,
    instead: hint === undefined ? 'widen the group, or choose another order' : hint.instead,
    witness: { key },
  } as const;
}

/** Finds aliases that name groups of different branches of the regex, so that no match contains all of them. */
const groupFindings: Check = (context) =>
  eachTemplate(context, (placed) => {
    const { rule, template } = placed;
    const needed = new Set([...rule.orderGroups, ...groupsOf(template.pieces)]);
    const [all, bound] = [
      candidateKeys(rule, ordered(rule)),
      candidateKeys(rule, { ...ordered(rule), required: needed }),
    ];
    if (all === undefined || bound === undefined) return [];
    if (!context.search(bound).isEmpty || context.search(all).isEmpty) return [];
    const [key = ''] = context.search(all).texts;
    return [
      templateFinding(placed, {
        code: 'unreachable',
        severity: 'warning',
        what: `the alias "${template.text}" is never produced`,
        why: `the groups ${[...needed].join(', ')} never take part in one match of the regex, as in ${key}`,
        instead: 'name groups that occur together, or write a separate rule',
        witness: { key },
      }),
    ];
  });
