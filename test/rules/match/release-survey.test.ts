import { describe, expect, test } from 'vitest';
import { compareKeys } from '../../../src/compare-keys.ts';
import { createReleaseSurvey } from '../../../src/rules/match/release-survey.ts';
import type { SurveyedObject } from '../../../src/rules/release-choice.ts';
import { onlyTemplate, ruleSetOf, type ShortRule } from '../rule-set-of.ts';
import { type Random, seededRandom } from '../seeded-random.ts';

const RULE: ShortRule = {
  prefix: 'r/',
  regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$',
  on: 'v',
  release: { of: '{app}/{v}', complete: ['r/{app}/{v}/SUMS', 'r/{app}/{v}/*.sig'] },
  aliases: ['l/{app}/{file}'],
};
const GROUP = 'l/a/{file}';
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 12);

function object(key: string, lastModified = 0, type = 'Normal'): SurveyedObject {
  return {
    key,
    lastModified,
    etag: 'E',
    type,
  };
}

function objects(...keys: readonly string[]) {
  return keys.map((key) => object(`r/a/${key}`));
}

const compiled = new Map<string, ReturnType<typeof onlyTemplate>>();

function surveyOf(
  listed: readonly SurveyedObject[],
  more: Partial<ShortRule> = {},
  group = GROUP,
  known: ReadonlySet<string> = new Set(),
) {
  const id = JSON.stringify(more);
  const { rule, template } = compiled.get(id) ?? onlyTemplate(ruleSetOf({ ...RULE, ...more }));
  compiled.set(id, { rule, template });
  const survey = createReleaseSurvey(rule, template, group, { known });
  for (const one of listed) survey.add(one);
  return survey;
}

/** The chosen release and its aliases, each with its candidate: `1.0.0: x=x`. */
function chosenOf(survey: ReturnType<typeof surveyOf>, now = NOW): string | undefined {
  const { chosen } = survey.choose(now);
  if (chosen === undefined) return undefined;
  const last = (key: string): string => key.split('/').at(-1) ?? '';
  const files = [...chosen.members].sort(([a], [b]) => compareKeys(a, b));
  return `${chosen.name}: ${files.map(([alias, { key }]) => `${last(alias)}=${last(key)}`).join(' ')}`;
}

const FULL = ['SUMS', 'x', 'x.sig'] as const;

function full(v: string): readonly string[] {
  return FULL.map((file) => `${v}/${file}`);
}

function all(v: string): string {
  return `a/${v}: SUMS=SUMS x=x x.sig=x.sig`;
}

describe('chooses the greatest complete release', () => {
  test.each<[string, readonly string[], Partial<ShortRule>, string | undefined]>([
    ['no releases', [], {}, undefined],
    ['a single release', full('1.0.0'), {}, all('1.0.0')],
    ['by order value and not by text', [...full('1.10.0'), ...full('1.9.0')], {}, all('1.10.0')],
    ['a greater release without a complete file', [...full('1.0.0'), '2.0.0/SUMS', '2.0.0/x'], {}, all('1.0.0')],
    ['a greater release without another complete file', [...full('1.0.0'), '2.0.0/x', '2.0.0/x.sig'], {}, all('1.0.0')],
    ['no complete release', ['1.0.0/SUMS', '2.0.0/x.sig'], {}, undefined],
    [
      'a greater release with other files',
      [...full('1.0.0'), '2.0.0/SUMS', '2.0.0/y.sig'],
      {},
      'a/2.0.0: SUMS=SUMS y.sig=y.sig',
    ],
    ['prereleases are excluded', [...full('1.0.0'), ...full('2.0.0-rc.1')], {}, all('1.0.0')],
    [
      'prereleases are included if accepted',
      [...full('1.0.0'), ...full('2.0.0-rc.1')],
      { prereleases: true },
      all('2.0.0-rc.1'),
    ],
    ['releases outside the limits are excluded', [...full('1.0.0'), ...full('2.0.0')], { range: '^1' }, all('1.0.0')],
    ['releases without an order value are excluded', [...full('1.0.0'), ...full('latest')], {}, all('1.0.0')],
    [
      'an excluded file is not a candidate but can make the release complete',
      full('1.0.0'),
      { exclude: 'SUMS$' },
      'a/1.0.0: x=x x.sig=x.sig',
    ],
    ['a release without candidates', full('1.0.0'), { exclude: '^r/' }, undefined],
    [
      '** matches folders',
      ['1.0.0/x', '1.0.0/deep/er/SUMS'],
      { release: { of: '{app}/{v}', complete: ['r/{app}/{v}/**/SUMS'] } },
      'a/1.0.0: x=x',
    ],
    [
      '* does not match folders',
      ['1.0.0/x', '1.0.0/deep/er/SUMS'],
      { release: { of: '{app}/{v}', complete: ['r/{app}/{v}/*/SUMS'] } },
      undefined,
    ],
    [
      'two candidates of the same age for one alias: the greater key',
      ['1.0.0/x.1', '1.0.0/x.2', '1.0.0/SUMS'],
      {
        regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/.]+)(?:\\.(?<n>[0-9]))?$',
        release: { of: '{app}/{v}', complete: ['r/{app}/{v}/SUMS'] },
      },
      'a/1.0.0: SUMS=SUMS x=x.2',
    ],
    [
      'keys with surrogate pairs',
      ['1.0.0/😀', '1.0.0/𝔵.sig', '1.0.0/SUMS'],
      {},
      'a/1.0.0: SUMS=SUMS 𝔵.sig=𝔵.sig 😀=😀',
    ],
  ])('%s', (_, keys, more, expected) => {
    expect(chosenOf(surveyOf(objects(...keys), more))).toBe(expected);
    expect(chosenOf(surveyOf(objects(...keys).toReversed(), more))).toBe(expected);
  });

  test('ignores other groups', () => {
    const listed = [...objects(...full('1.0.0')), ...full('2.0.0').map((key) => object(`r/b/${key}`))];
    expect(chosenOf(surveyOf(listed))).toBe(all('1.0.0'));
    expect(chosenOf(surveyOf(listed, {}, 'l/b/{file}'))).toBe(`b/2.0.0: SUMS=SUMS x=x x.sig=x.sig`);
    expect(chosenOf(surveyOf(listed, {}, 'l/c/{file}'))).toBeUndefined();
  });

  test.each(FULL)('links never count: %s', (link) => {
    const listed = full('1.0.0').map((key) => object(`r/a/${key}`, 0, key.endsWith(`/${link}`) ? 'Symlink' : 'Normal'));
    const expected = link === 'x' ? 'a/1.0.0: SUMS=SUMS x.sig=x.sig' : undefined;
    expect(chosenOf(surveyOf(listed))).toBe(expected);
  });
});

describe('releases with equal order values', () => {
  const at = (v: string, time: number, markTime = time) =>
    FULL.map((file) => object(`r/a/${v}/${file}`, file === 'SUMS' ? markTime : time));

  test('the release with the newer candidate wins, then the greater id', () => {
    expect(chosenOf(surveyOf([...at('1.0.0+a', 2000), ...at('1.0.0+b', 1000)]))).toBe(all('1.0.0+a'));
    expect(chosenOf(surveyOf([...at('1.0.0+a', 1000), ...at('1.0.0+b', 2000)]))).toBe(all('1.0.0+b'));
    expect(chosenOf(surveyOf([...at('1.0.0+b', 1000), ...at('1.0.0+a', 1000)]))).toBe(all('1.0.0+b'));
  });

  test('files that are not candidates do not decide', () => {
    const listed = [...at('1.0.0+a', 1000, 9000), ...at('1.0.0+b', 2000)];
    expect(chosenOf(surveyOf(listed, { exclude: 'SUMS$' }))).toBe('a/1.0.0+b: x=x x.sig=x.sig');
    expect(chosenOf(surveyOf(listed))).toBe(all('1.0.0+a'));
  });

  test('with the order uploaded, all releases are equal', () => {
    const { on: _, ...plain } = RULE;
    const rule = { ...plain, by: 'uploaded', aliases: ['l/{file}'] };
    const { rule: compiled, template } = onlyTemplate(ruleSetOf({ ...rule, exclude: '/latest/' }));
    const survey = createReleaseSurvey(compiled, template, 'l/{file}');
    for (const one of [...at('first', 1000), ...at('later', 2000)]) survey.add(one);
    expect(survey.choose(0).chosen).toMatchObject({ name: 'a/later' });
  });
});

describe('minimumAge', () => {
  const aged = (...ages: readonly [string, number][]) => ages.map(([key, age]) => object(`r/a/${key}`, NOW - age));
  const more = { minimumAge: '1h' };
  const old = FULL.map((file): [string, number] => [`1.0.0/${file}`, 5 * HOUR]);

  test('is measured from the latest change of its files', () => {
    const listed = aged(...old, ['2.0.0/x', 3 * HOUR], ['2.0.0/x.sig', 2 * HOUR], ['2.0.0/SUMS', HOUR - 1]);
    const survey = surveyOf(listed, more);
    expect(chosenOf(survey)).toBe(all('1.0.0'));
    expect(chosenOf(survey, NOW + 1)).toBe(all('2.0.0'));
  });

  test('is also measured from files that are not candidates, and from late files', () => {
    const late = aged(...old, ['1.0.0/SUMS', 0]);
    expect(chosenOf(surveyOf(late, { ...more, exclude: 'SUMS$' }))).toBeUndefined();
    expect(chosenOf(surveyOf(aged(...old, ['1.0.0/y', 0]), more))).toBeUndefined();
  });

  test('isTooYoung distinguishes young complete releases from others', () => {
    const listed = aged(...old, ...FULL.map((file): [string, number] => [`2.0.0/${file}`, 0]), ['3.0.0/x', 0]);
    const { isTooYoung } = surveyOf(listed, more).choose(NOW);
    expect(isTooYoung('r/a/2.0.0/x')).toBe(true);
    expect(isTooYoung('r/a/1.0.0/x')).toBe(false);
    expect(isTooYoung('r/a/3.0.0/x')).toBe(false);
    expect(surveyOf(listed).choose(NOW).isTooYoung('r/a/2.0.0/x')).toBe(false);
  });
});

test('lists all releases, greatest first, with their missing entries', () => {
  const listed = objects(...full('1.0.0'), '3.0.0/x', '2.0.0/SUMS', '2.0.0/y', '0.9.0/z');
  const survey = surveyOf(listed, { archived: 'allow' });
  expect(survey.releases().map(({ name, lacks, members }) => [name, lacks, members.size])).toEqual([
    ['a/3.0.0', ['r/a/3.0.0/SUMS', 'r/a/3.0.0/*.sig'], 1],
    ['a/2.0.0', ['r/a/2.0.0/*.sig'], 2],
    ['a/1.0.0', [], 3],
    // It can no longer be chosen.
    ['a/0.9.0', ['r/a/0.9.0/SUMS', 'r/a/0.9.0/*.sig'], 0],
  ]);
  expect([...survey.aliases].sort()).toEqual(['l/a/SUMS', 'l/a/x', 'l/a/x.sig', 'l/a/y', 'l/a/z']);
});

describe('archived files', () => {
  const frozen = (one: SurveyedObject): SurveyedObject => ({ ...one, storageClass: 'Archive' });
  const listing = (archived: string, change = frozen) =>
    objects(...full('1.0.0'), ...full('2.0.0')).map((one) => (one.key === `r/a/2.0.0/${archived}` ? change(one) : one));

  test.each(FULL)('a release whose file %s is archived is not chosen, in any order of the listing', (file) => {
    for (const listed of [listing(file), listing(file).toReversed()]) {
      const survey = surveyOf(listed);
      expect(chosenOf(survey)).toBe(all('1.0.0'));
      expect(survey.releases()[0]?.archived).toEqual({
        key: `r/a/2.0.0/${file}`,
        why: 'it is archived (Archive) and is not restored',
      });
      expect(survey.choose(NOW).isTooYoung('r/a/2.0.0/x')).toBe(true);
      expect(survey.choose(NOW).isTooYoung('r/a/1.0.0/x')).toBe(false);
      expect(chosenOf(surveyOf(listed, { archived: 'allow' }))).toBe(all('2.0.0'));
    }
  });

  test.each<[string, (one: SurveyedObject) => SurveyedObject]>([
    ['it is restored', (one) => ({ ...frozen(one), restore: { ongoing: false } })],
    ['its class is IA', (one) => ({ ...one, storageClass: 'IA' })],
  ])('a file can be read: %s', (_, change) => {
    expect(chosenOf(surveyOf(listing('x', change)))).toBe(all('2.0.0'));
  });

  test.each<[string, readonly string[]]>([
    ['the archived file of the greater one is listed late', [...full('1.0.0'), ...full('2.0.0'), '2.0.0/y']],
    ['the greater one is listed first', ['2.0.0/y', ...full('2.0.0'), ...full('1.0.0')]],
    ['the lesser one is listed between', [...full('2.0.0'), ...full('1.0.0'), '2.0.0/y']],
  ])('two releases wait if each has an archived file: %s', (_, keys) => {
    const listed = objects(...keys).map((one) => (/1\.0\.0\/x$|y$/.test(one.key) ? frozen(one) : one));
    const choice = surveyOf(listed).choose(NOW);
    expect(choice.chosen).toBeUndefined();
    expect(choice.mustListAgain).toBe(false);
    expect(choice.isTooYoung('r/a/1.0.0/x.sig')).toBe(true);
    expect(choice.isTooYoung('r/a/2.0.0/x')).toBe(true);
  });

  test('a file that completes a release and has no alias may be archived', () => {
    const regex = '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>x)$';
    const survey = surveyOf(listing('SUMS'), { regex });
    expect(survey.choose(NOW).chosen?.name).toBe('a/2.0.0');
  });
});

/** The rank of each version, or undefined for a text that is not a version. */
const RANKS: Readonly<Record<string, number | undefined>> = {
  '1.0.0': 1,
  '1.0.0+a': 1,
  '1.0.0+b': 1,
  '1.2.0': 2,
  '1.10.0': 3,
  '2.0.0-rc.1': undefined,
  latest: undefined,
};
const VERSIONS = Object.keys(RANKS) as [string, ...string[]];

function randomListing(random: Random): readonly SurveyedObject[] {
  const keys = Array.from({ length: 4 + random.below(30) }, () => {
    const file = random.pick(['SUMS', 'SUMS', 'x', 'y', 'x.sig', 'x.sig', 'no']);
    return `r/${random.pick(['a', 'a', 'a', 'b'])}/${random.pick(VERSIONS)}/${file}`;
  });
  return [...new Set(keys)].map((key) =>
    object(key, random.below(3) * HOUR, random.below(8) === 0 ? 'Symlink' : 'Normal'),
  );
}

/** A simple implementation of the definition: all releases of `a`, and the best complete one. */
function byDefinition(listed: readonly SurveyedObject[], now: number, age: number): string | undefined {
  const files = listed
    .filter(({ type }) => type !== 'Symlink')
    .map(({ key, lastModified }) => ({ parts: key.split('/'), lastModified }))
    .filter(({ parts }) => parts[1] === 'a' && RANKS[parts[2] ?? ''] !== undefined && parts[3] !== 'no');
  const releases = VERSIONS.map((v) => {
    const mine = files.filter(({ parts }) => parts[2] === v);
    const names = mine.map(({ parts }) => parts[3] ?? '').sort();
    return { v, names, newest: Math.max(...mine.map(({ lastModified }) => lastModified)) };
  });
  const whole = releases.filter(
    ({ names, newest }) => names.includes('SUMS') && names.includes('x.sig') && now - newest >= age,
  );
  whole.sort((a, b) => (RANKS[b.v] ?? 0) - (RANKS[a.v] ?? 0) || b.newest - a.newest || (a.v < b.v ? 1 : -1));
  const [best] = whole;
  return best === undefined ? undefined : `a/${best.v}: ${best.names.map((name) => `${name}=${name}`).join(' ')}`;
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, at: random.below(1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe.each([
  ['no age', {}, 0],
  ['an age', { minimumAge: '1h' }, HOUR],
] as const)('as the definition says, in any order, with %s', (_, age, milliseconds) => {
  test.each([1, 2, 3])('seed %i', (seed) => {
    const random = seededRandom(seed);
    const wrong: unknown[] = [];
    const chosen = new Set<string | undefined>();
    for (let i = 0; i < 120; i++) {
      const listed = randomListing(random);
      const expected = byDefinition(listed, 2 * HOUR, milliseconds);
      for (const order of [listed, shuffled(listed, random), shuffled(listed, random)]) {
        const found = chosenOf(surveyOf(order, { ...age, exclude: '/no$' }), 2 * HOUR);
        if (found !== expected) wrong.push({ found, expected, order: order.map(({ key }) => key) });
      }
      chosen.add(expected?.split(':')[0]);
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    // The test would prove nothing if one of them always won.
    expect(chosen.size).toBe(6);
  });
});

describe('markers', () => {
  const listed = objects(...full('1.0.0'), ...full('2.0.0'));

  test.each<[string, readonly string[], string | undefined]>([
    ['of the greatest release', ['2.0.0/.withdrawn'], all('1.0.0')],
    ['of a lesser release', ['1.0.0/.withdrawn'], all('2.0.0')],
    ['of all', ['1.0.0/.withdrawn', '2.0.0/.withdrawn'], undefined],
    ['of another folder', ['3.0.0/.withdrawn'], all('2.0.0')],
    ['next to a file, which has no marker of its own', ['2.0.0/x.withdrawn'], all('2.0.0')],
  ])('withdraw a release: %s', (_, markers, chosen) => {
    for (const order of [
      [...objects(...markers), ...listed],
      [...listed, ...objects(...markers)],
    ]) {
      let survey = surveyOf(order);
      // A marker that comes last requires a second listing.
      if (survey.choose(NOW).mustListAgain) survey = surveyOf(order, {}, GROUP, survey.markers);
      expect(survey.choose(NOW).mustListAgain).toBe(false);
      expect(chosenOf(survey)).toBe(chosen);
    }
  });

  test('a marker before the files requires no further listing', () => {
    expect(surveyOf([...objects('2.0.0/.withdrawn'), ...listed]).choose(NOW).mustListAgain).toBe(false);
  });

  test('a marker after the files of the greatest release requires one, unless all files are kept', () => {
    const late = [...listed, ...objects('2.0.0/.withdrawn')];
    expect(surveyOf(late).choose(NOW).mustListAgain).toBe(true);
    const { rule, template } = onlyTemplate(ruleSetOf(RULE));
    const survey = createReleaseSurvey(rule, template, GROUP, { keepsAll: true });
    for (const one of late) survey.add(one);
    expect(survey.choose(NOW)).toMatchObject({ mustListAgain: false, chosen: { name: 'a/1.0.0' } });
  });

  test('a release of which a later file was dropped is not chosen with the files that are left', () => {
    const [first, ...others] = objects(...full('1.0.0'));
    const order = [...objects(...full('2.0.0')), first, ...objects('2.0.0/.withdrawn'), ...others].filter(
      (one) => one !== undefined,
    );
    expect(surveyOf(order).choose(NOW)).toMatchObject({ mustListAgain: true });
  });

  test('name the withdrawn release, if it is the greatest', () => {
    const { withdrawn, isWithdrawn } = surveyOf([...objects('2.0.0/.withdrawn'), ...listed]).choose(NOW);
    expect([withdrawn?.name, withdrawn?.withdrawnBy]).toEqual(['a/2.0.0', ['r/a/2.0.0/.withdrawn']]);
    expect([isWithdrawn('r/a/2.0.0/x'), isWithdrawn('r/a/1.0.0/x'), isWithdrawn('r/a/2.0.0/SUMS')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(surveyOf([...objects('1.0.0/.withdrawn'), ...listed]).choose(NOW).withdrawn).toBeUndefined();
  });

  test('are ignored under withdraw: false, and if they are links', () => {
    const marker = object('r/a/2.0.0/.withdrawn', 0, 'Symlink');
    expect(chosenOf(surveyOf([...listed, marker]))).toBe(all('2.0.0'));
    const ignored = surveyOf([...listed, ...objects('2.0.0/.withdrawn')], { withdraw: false });
    expect(ignored.choose(NOW).chosen?.name).toBe('a/2.0.0');
  });
});
