import { describe, expect, test } from 'vitest';
import { ownerOfAlias } from '../../../src/rules/match/match-key.ts';
import { narrowestPrefix } from '../../../src/rules/match/narrowest-prefix.ts';
import { aliasKeyFor, readKey } from '../../../src/rules/match/read-key.ts';
import { coveredBy } from '../../../src/rules/match/withdrawal.ts';
import type { Groups } from '../../../src/rules/pattern/groups.ts';
import { type RandomRule, randomKeyRule, randomRule } from '../random-rules.ts';
import { onlyTemplate, ruleSetOf } from '../rule-set-of.ts';
import { seededRandom } from '../seeded-random.ts';

const APP = '^releases/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$';
const known = { app: 'vite', v: '1.2.3', file: 'f.tgz' };

function narrowed(regex: string, alias: string, groups: Groups, prefix = ''): string {
  const { rule, template } = onlyTemplate(ruleSetOf({ prefix, regex, on: 'v', aliases: [alias] }));
  return narrowestPrefix(rule, template, groups);
}

test.each([
  [APP, 'releases/{app}/latest/{file}', 'releases/vite/'],
  [APP, 'releases/latest/{file}', 'releases/'],
  [APP, 'releases/{app}/v{v.major}/{file}', 'releases/vite/'],
  [APP, 'r/{app}/{v}-x', 'releases/vite/1.2.3/'],
  // The version and the file can contain dashes, so only the app is determined.
  [APP, 'r/{app}/{v}-{file}', 'releases/vite/'],
  // The marker of the version is in its folder.
  [APP, '{app}/{v}/{file}/copy', 'releases/vite/1.2.3/'],
  ['^releases/(?<app>[^/]+)-(?<v>[^/]+)/(?<file>[^/]+)$', '{app}/{v}/{file}/copy', 'releases/vite-1.2.3/f.tgz'],
  [APP, 'x/{file}/{app}', 'releases/vite/'],
  ['^(?<app>[a-z]+)-(?<v>.+)$', 'latest/{app}', 'vite-'],
  ['\\Ab/(?<v>.+)', 'latest', 'b/'],
  ['^a\\.b\\/(?<v>.+)$', 'latest', 'a.b/'],
  ['^😀/(?<v>.+)$', 'latest', '😀/'],
])('%s under %s is %s', (regex, alias, prefix) => {
  expect(narrowed(regex, alias, known)).toBe(prefix);
});

test('without markers, it does not end at the folder of the order', () => {
  const rules = ruleSetOf({ regex: APP, on: 'v', aliases: ['{app}/{v}/{file}/copy'], withdraw: false });
  const { rule, template } = onlyTemplate(rules);
  expect(narrowestPrefix(rule, template, known)).toBe('releases/vite/1.2.3/f.tgz');
});

describe('ends where the regex is not certain', () => {
  test.each([
    ['without ^', 'releases/(?<v>.+)$', 'latest', ''],
    ['an optional ^', '^*releases/(?<v>.+)$', 'latest', ''],
    ['flags', '(?i)^releases/(?<v>.+)$', 'latest', ''],
    ['alternatives', '^a/(?<v>.+)|b/(?<v2>.+)$', 'latest', ''],
    ['an optional character', '^ab?/(?<v>.+)$', 'latest', 'a'],
    ['a repeated character', '^ab{0}(?<v>.+)$', 'latest', 'a'],
    ['an optional group', '^x(?<app>[^/]+)?/(?<v>.+)$', 'r/{app}', 'x'],
    ['a repeated group', '^x(?<app>[^/])*/(?<v>.+)$', 'r/{app}', 'x'],
    ['a group without a name', '^(?:x|y)/(?<v>.+)$', 'latest', ''],
    ['a quotation', '^\\Qa.b\\E/(?<v>.+)$', 'latest', ''],
    ['an escape that is not supported', '^a\\x2f(?<v>.+)$', 'latest', ''],
    ['adjacent groups', '^(?<app>[^/]+)/(?<file>[^/]+)/(?<v>.+)$', 'r/{app}{file}', ''],
    ['a group inside another', '^((?<app>[^/]+))/(?<v>.+)$', 'r/{app}', ''],
    ['a class', '^a[bc](?<v>.+)$', 'latest', 'a'],
    ['a word boundary', '^a\\b/(?<v>.+)$', 'latest', 'a'],
  ])('%s: %s', (_, regex, alias, prefix) => {
    expect(narrowed(regex, alias, known)).toBe(prefix);
  });

  test('ends before a group without a known text', () => {
    expect(narrowed(APP, 'releases/{app}/latest/{file}', {})).toBe('releases/');
  });

  test('is the prefix of the rule if that is longer', () => {
    expect(narrowed('^releases/(?<v>.+)$', 'latest', known, 'releases/app/')).toBe('releases/app/');
  });
});

describe('of aliases that move together: covers everything that decides about them', () => {
  const SUMS = 'releases/{app}/{v}/SUMS';
  const wide = '^releases/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>.+)$';
  test.each<[string, string, string, readonly string[], string]>([
    ['an application', APP, 'releases/{app}/latest/{file}', [SUMS], 'releases/vite/'],
    // Without a release it would be `releases/vite/1.2.3/f.tgz`.
    [
      'ends before the group that differs within a release',
      APP,
      '{app}/{v}/{file}/copy',
      [SUMS],
      'releases/vite/1.2.3/',
    ],
    [
      'keys begin with the file',
      '^(?<file>[a-z.]+)/(?<app>[^/]+)/(?<v>[^/]+)$',
      '{file}/{app}',
      ['sums/{app}/{v}'],
      '',
    ],
    ['complete files in another folder', APP, 'releases/{app}/latest/{file}', ['sums/{app}/{v}'], ''],
    [
      'complete files in a folder with a similar name',
      APP,
      'releases/{app}/latest/{file}',
      [SUMS, 'releases-sums/{app}/{v}'],
      'releases',
    ],
    ['complete files that begin with another group', APP, 'l/{app}/{file}', ['releases/{v}/{app}'], 'releases/'],
    ['a wildcard', APP, 'l/{app}/{file}', ['releases/*/{app}/{v}'], 'releases/'],
    [
      'complete files in a deeper folder',
      wide,
      'l/{app}/{v}/{file}',
      ['releases/{app}/{v}/a/b'],
      'releases/vite/1.2.3/',
    ],
    ['an alias without the application', APP, 'latest/{file}', [SUMS], 'releases/'],
    ['does not end within a surrogate pair', '^😀/(?<app>[^/]+)/(?<v>[^/]+)$', 'l/{app}', ['😁/{app}/{v}'], ''],
    ['literal braces', '^{/(?<app>[^/]+)/(?<v>[^/]+)$', 'l/{app}', ['{{/{app}/{v}/x'], '{/vite/'],
  ])('%s', (_, regex, alias, complete, prefix) => {
    const release = { of: '{app}/{v}', complete };
    const { rule, template } = onlyTemplate(ruleSetOf({ regex, on: 'v', release, aliases: [alias] }));
    expect(narrowestPrefix(rule, template, known)).toBe(prefix);
  });
});

/** The candidates among random keys, by template and alias. */
function candidatesOf({ rule, key }: RandomRule): ReadonlyMap<string, { form: number; alias: string; all: Found[] }> {
  const found = new Map<string, { form: number; alias: string; all: Found[] }>();
  for (const text of new Set(Array.from({ length: 60 }, key))) {
    const reading = readKey(rule, text);
    if (reading === undefined) continue;
    for (const [form, value] of rule.templates.entries()) {
      const made = aliasKeyFor(value, reading);
      if (!('alias' in made)) continue;
      const id = `${form} ${made.alias}`;
      const entry = found.get(id) ?? { form, alias: made.alias, all: [] };
      entry.all.push({ key: text, groups: reading.groups, marker: reading.marker ?? '' });
      found.set(id, entry);
    }
  }
  return found;
}

interface Found {
  readonly key: string;
  readonly groups: Groups;
  readonly marker: string;
}

/** Describes what is wrong with the prefixes of one random rule. */
function mistakes(made: RandomRule, count: { narrowed: number; shared: number; folders: number }): readonly string[] {
  const wrong: string[] = [];
  for (const { form: index, alias, all } of candidatesOf(made).values()) {
    const template = made.rule.templates[index];
    const owner = ownerOfAlias(made.rules, alias);
    if (template === undefined || owner === undefined) {
      wrong.push(`no template owns ${JSON.stringify(alias)} of ${made.text}`);
      continue;
    }
    const readBack = template.keyPattern.match(alias);
    if (readBack === undefined)
      wrong.push(`${JSON.stringify(alias)} is not read back by ${template.text} of ${made.text}`);
    const sources = [
      ...all.map(({ groups }) => groups),
      readBack ?? {},
      ...(owner.template === template ? [owner.groups] : []),
    ];
    for (const groups of sources) {
      const prefix = narrowestPrefix(made.rule, template, groups);
      if (prefix.length > made.rule.prefix.length) count.narrowed++;
      const missed = all.find(({ key, marker }) => !key.startsWith(prefix) || !marker.startsWith(prefix));
      if (missed !== undefined)
        wrong.push(`${JSON.stringify(prefix)} misses ${JSON.stringify(missed)} of ${made.text}`);
    }
    for (const { key, marker } of all) {
      const covered = coveredBy(made.rule, marker);
      const isCovered = covered?.kind === 'folder' ? key.startsWith(covered.prefix) : covered?.key === key;
      if (covered?.kind === 'folder') count.folders++;
      if (!isCovered)
        wrong.push(`the marker ${JSON.stringify(marker)} does not cover ${JSON.stringify(key)} of ${made.text}`);
    }
    for (const name of template.determinedGroups) {
      const texts = new Set(sources.map((groups) => groups[name]));
      if (texts.size > 1) wrong.push(`{${name}} is not fixed by ${JSON.stringify(alias)} of ${made.text}`);
    }
    if (all.length > 1) count.shared++;
  }
  return wrong;
}

// Soundness: a listing of the prefix must include every candidate and its marker, whether it was computed from a candidate or the alias.
test.each([
  [1, 'regexes', randomRule],
  [2, 'regexes', randomRule],
  [3, 'regexes', randomRule],
  [4, 'regexes', randomRule],
  [5, 'key templates', randomKeyRule],
  [6, 'key templates', randomKeyRule],
])('every candidate of an alias and its marker begin with it, for random rules (seed %i, %s)', (seed, _, randomOne) => {
  const random = seededRandom(seed);
  const count = { narrowed: 0, shared: 0, rules: 0, folders: 0 };
  const wrong: string[] = [];
  for (let i = 0; i < 600; i++) {
    const made = randomOne(random);
    if (made === undefined) continue;
    count.rules++;
    wrong.push(...mistakes(made, count));
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  // The test would prove nothing if rules were rejected, prefixes were empty, or aliases had single candidates.
  expect(count.rules).toBeGreaterThan(400);
  expect(count.narrowed).toBeGreaterThan(500);
  expect(count.shared).toBeGreaterThan(500);
  expect(count.folders).toBeGreaterThan(50);
});
