import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { matchForm } from '../../../src/rules/form/match-form.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import { semver } from '../../../src/rules/orders/semver.ts';
import { createRuleSet, type RuleSet } from '../../../src/rules/rule-set.ts';
import { fieldsOf } from '../rule-fields.ts';
import { seededRandom } from '../seeded-random.ts';

afterEach(() => vi.restoreAllMocks());

/** Rules of one form in the folders `a/`, `b/` and `c/`. */
function rulesOf(rule: (folder: string) => object): RuleSet {
  const rules = ['a', 'b', 'c'].map((folder) => ({
    name: folder,
    order: { by: 'semver', on: 'v' },
    ...rule(folder),
  }));
  return parseRules(JSON.stringify({ version: 1, rules }), 'autoalias.json');
}

/** The same rules without their forms, so that each decides by itself. */
function wholeRules({ rules }: RuleSet): RuleSet {
  return createRuleSet(rules.map((rule) => ({ ...fieldsOf(rule), form: undefined })));
}

/** A result without what differs between the two sets. */
function described(ruleSet: RuleSet, key: string): unknown {
  const { matches, unmatched, readings } = matchKey(ruleSet, key);
  return {
    matches: matches.map(({ rule, template, ...match }) => [rule.name, template.text, match]),
    unmatched: unmatched.map(({ rule, template, ...why }) => [rule.name, template.text, why]),
    readings: ruleSet.rules.map((rule) => readings.get(rule)),
  };
}

const FORMS: readonly (readonly [what: string, rule: (folder: string) => object])[] = [
  [
    'a regex',
    (f) => ({
      match: { prefix: `${f}/r/`, regex: `^${f}/r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$` },
      aliases: [`${f}/r/{app}/latest/{file}`, { key: `${f}/l/{app}/v{v.major}/{file}`, prereleases: true }],
    }),
  ],
  ['a key template', (f) => ({ match: { key: `${f}/r/{app}/{v}/{file}` }, aliases: [`${f}/r/{app}/latest/{file}`] })],
  ['a short prefix', (f) => ({ match: { prefix: '', regex: `^${f}/r/x-(?<v>[^/]+)$` }, aliases: [`${f}/l/{v}`] })],
  ['bounds', (f) => ({ match: { key: `${f}/r/{app}/{v}/{file}` }, after: '1.0.0', aliases: [`${f}/l/{app}/{file}`] })],
  ['exclude', (f) => ({ match: { key: `${f}/r/{app}/{v}/{file}`, exclude: 'tgz' }, aliases: [`${f}/l/{app}`] })],
  ['no markers', (f) => ({ match: { key: `${f}/r/{app}/{v}/{file}` }, withdraw: false, aliases: [`${f}/l/{file}`] })],
  ['a group at the end', (f) => ({ match: { key: `${f}/r/{app}/{v}/{file}` }, aliases: [`${f}/l/x{file}`] })],
  [
    'an optional group',
    (f) => ({
      match: { regex: `^${f}/r/(?<app>[a-z]+)(?:-(?<x>[0-9]))?/(?<v>[^/]+)$` },
      aliases: [`${f}/l/{app}`, `${f}/m/{x}`],
    }),
  ],
  ['an alias without folders', (f) => ({ match: { key: `${f}/r/{app}/{v}` }, aliases: [`{app}/${f}/{v.major}/{v}`] })],
  ['aliases of another rule', (f) => ({ match: { key: `${f}/r/{app}/{v}` }, aliases: [`l/{app}`] })],
];

const WORDS = [
  'app',
  '1.2.3',
  'v0.1.0',
  '1.0.0-rc.1',
  'latest',
  'tool.tgz',
  'x',
  '\\x',
  'é',
  '😀',
  '\ud83d',
  '.withdrawn',
  '',
];

describe('a rule decides as its form', () => {
  test.each(FORMS)('%s', (_, rule) => {
    const ruleSet = rulesOf(rule);
    const whole = wholeRules(ruleSet);
    const random = seededRandom(3);
    const word = (): string => WORDS[random.below(WORDS.length)] ?? '';
    let matches = 0;
    for (let i = 0; i < 600; i++) {
      const folder = ['a/r/', 'b/r/', 'c/r/x-', 'a/l/', 'l/', ''][random.below(6)] ?? '';
      const long = random.below(20) === 0 ? 'y'.repeat(330 + random.below(800)) : '';
      const key = `${folder}${[word() + long, word(), word()].slice(random.below(3)).join(['/', '/', '-'][random.below(3)])}`;
      expect(described(ruleSet, key), key).toEqual(described(whole, key));
      matches += matchKey(ruleSet, key).matches.length;
    }
    expect(matches).toBeGreaterThan(0);
  });
});

const [, TEMPLATE] = FORMS[1] ?? ['', () => ({})];
const KEY = 'b/r/app/1.2.3/app.tgz';

describe('the form decides', () => {
  test.each(FORMS.slice(0, 3).map(([what]) => what))('%s', (what) => {
    const ruleSet = rulesOf(FORMS.find(([name]) => name === what)?.[1] ?? TEMPLATE);
    const key = what === 'a short prefix' ? 'b/r/x-1.2.3' : KEY;
    const entry = ruleSet.entries[1];
    expect(entry && matchForm(ruleSet, entry, key)?.matches.length).toBeGreaterThan(0);
  });

  test.each(['c/r/app/1.2.3/app.tgz', 'b/r/app/x/app.tgz', 'b/r/app/1.2.3/.withdrawn', 'b/r/app/1.2.3-rc.1/x'])(
    'but not about %s',
    (key) => {
      const ruleSet = rulesOf(TEMPLATE);
      const entry = ruleSet.entries[1];
      expect(entry && matchForm(ruleSet, entry, key)).toBeUndefined();
    },
  );
});

test('a decision runs one regular expression and reads the order once', () => {
  const ruleSet = rulesOf(FORMS[0]?.[1] ?? TEMPLATE);
  // The first decision also proves that the aliases are not checked.
  expect(matchKey(ruleSet, KEY).matches).toHaveLength(2);
  const regexes = vi.spyOn(RegExp.prototype, 'exec');
  const readings = vi.spyOn(semver, 'parse');
  const { matches } = matchKey(ruleSet, KEY);
  const run = regexes.mock.contexts.map((regex) => (regex instanceof RegExp ? regex.flags : ''));
  const read = readings.mock.calls.length;
  vi.restoreAllMocks();
  expect(matches).toHaveLength(2);
  // The other one looks for surrogates.
  expect(run).toEqual(['', 'uy']);
  expect(read).toBe(1);
});
