import { AutoaliasError } from '../../../../src/autoalias-error.ts';
import type { Random } from '../../../rules/seeded-random.ts';
import { compileRules } from './compile-rules.ts';
import { CATALOGUE } from './rule-catalogue.ts';
import type { OrderBy, PatternGroup, RuleSpec } from './rule-spec.ts';

type Rules = readonly RuleSpec[];

/** The rules after a typical edit of one or more changes. A deployment always accepts the result. */
export function varyRules(random: Random, rules: Rules): Rules {
  let varied = rules;
  for (let left = 1 + random.below(3); left > 0; left--) {
    const next = random.pick(CHANGES)(random, varied);
    if (next.length > 0 && isAccepted(next)) varied = next;
  }
  return varied;
}

function isAccepted(rules: Rules): boolean {
  try {
    compileRules(rules);
    return true;
  } catch (error) {
    if (error instanceof AutoaliasError) return false;
    throw error;
  }
}

type Change = (random: Random, rules: Rules) => Rules;

function onOne(change: (random: Random, rule: RuleSpec) => RuleSpec): Change {
  return (random, rules) => {
    const at = random.below(rules.length);
    return rules.map((rule, i) => (i === at ? change(random, rule) : rule));
  };
}

const ORDERS: readonly [OrderBy, ...OrderBy[]] = ['natural', 'lexical', 'uploaded', 'number', 'semver'];

/** Only the former order has values with parts, so aliases that name parts are removed with it. */
const reorder = onOne((random, rule) => {
  const { on } = rule.order;
  const by = random.pick(ORDERS);
  const aliases = rule.aliases.filter(({ key }) => !/\{\w+\.\w+\}/.test(key));
  return { ...rule, order: { by, ...(on === undefined || by === 'uploaded' ? {} : { on }) }, aliases };
});

/** Chooses aliases of the rule at random, and perhaps one that all its candidates share. */
const changeAliases = onOne((random, rule) => {
  const known = CATALOGUE.find(({ spec }) => spec.name === rule.name)?.spec.aliases ?? rule.aliases;
  const all = [...known, { key: `newest-${rule.name}` }];
  return { ...rule, aliases: all.filter(() => random.below(2) === 0) };
});

/** Chooses another prefix: the whole literal text, part of the first group as well, or a shorter text. */
const changePrefix = onOne((random, rule) => {
  const [start = ''] = rule.pattern.filter((part) => typeof part === 'string');
  const longer = `${start}${random.pick(['', 'w', 'm', 'r', '2', 'l'])}`;
  return { ...rule, prefix: random.pick([longer, longer, rule.prefix.slice(0, 1 + random.below(rule.prefix.length))]) };
});

const narrow = onOne((random, rule) => {
  const groups = rule.pattern.filter((part): part is PatternGroup => typeof part !== 'string');
  const group = groups[random.below(groups.length)];
  const source = random.pick(NARROWER[group?.source ?? ''] ?? ['[a-z]+']);
  return { ...rule, pattern: rule.pattern.map((part) => (part === group ? { ...group, source } : part)) };
});

/** A narrower pattern for each group pattern. */
const NARROWER: Readonly<Record<string, readonly [string, ...string[]]>> = {
  '[^/]+': ['[0-9][^/]*', '[a-w][^/]*', '[^/.]+', '[^/1]+'],
  '[0-9]+': ['[1-9][0-9]*', '[0-9]{1,3}'],
  '[a-z]+': ['[a-l]+', '[i-z]+'],
  '[0-9-]+': ['2025[0-9-]+', '[0-9-]{10}'],
  '[0-9]{4}': ['20[0-9]{2}', '[0-9]{3}5'],
  '[0-9]{2}': ['0[0-9]', '1[0-9]'],
  'r[0-9a-f]+': ['r[0-9]+', 'r[0-9a-f]{2}'],
  '[a-z]+[0-9]*': ['[a-z]+'],
  'b[0-9]+': ['b[0-9]', 'b[1-9][0-9]*'],
};

const changePolicy = onOne((random, rule) => ({
  ...rule,
  onDelete: rule.release === undefined ? random.pick(['repoint', 'remove', 'keep']) : 'repoint',
  onConflict: random.pick(['refuse', 'replace']),
  guard: random.below(2) === 0,
}));

/** The files of a rule stop or start moving together, or other files complete a release. */
const changeRelease = onOne((random, rule) => {
  const { release, ...alone } = rule;
  const known = CATALOGUE.find(({ spec }) => spec.name === rule.name)?.spec.release;
  if (release === undefined) return known === undefined ? rule : { ...rule, release: known };
  const complete = release.complete.slice(0, 1 + random.below(release.complete.length));
  return random.pick<RuleSpec>([alone, { ...rule, release: { ...release, complete } }]);
});

const rename = onOne((_, rule) => ({ ...rule, name: `${rule.name}-2` }));

const drop: Change = (random, rules) => rules.toSpliced(random.below(rules.length), 1);

const add: Change = (random, rules) => {
  const { spec } = random.pick(CATALOGUE);
  if (rules.some(({ name }) => name.startsWith(spec.name))) return rules;
  const rule: RuleSpec = { ...spec, onDelete: 'repoint', onConflict: 'refuse', guard: random.below(4) === 0 };
  return rules.toSpliced(random.below(rules.length + 1), 0, rule);
};

/** The order of two rules decides which of them owns a shared alias. */
const reverse: Change = (_, rules) => rules.toReversed();

const CHANGES: readonly [Change, ...Change[]] = [
  reorder,
  reorder,
  changeAliases,
  changeAliases,
  changePrefix,
  narrow,
  narrow,
  changePolicy,
  changeRelease,
  rename,
  drop,
  add,
  reverse,
];
