import { describe, expect, test } from 'vitest';
import { compareReplays, type ReplayMoment } from '../../../src/aliases/past/compare-replays.ts';
import type { KeyChange } from '../../../src/aliases/past/replay-winners.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

function rules(options: string) {
  return parseRules(
    `version: 1
rules:
  - name: r
    match: { prefix: r/, regex: '^r/(?<version>[^/]+)/(?<file>f|g)$' }
    order: { by: semver, on: version }
    aliases: [{ key: 'r/latest/{file}', ${options} }]
`,
    'rules.yaml',
  );
}

const STABLE = rules('prereleases: false');
const NEXT = rules('prereleases: true');
const CALM = rules('minimumAge: 10s');

function change(seconds: number, name: string, type: 'Normal' | 'Symlink' | 'deleted' = 'Normal'): KeyChange {
  const key = `r/${name}`;
  const time = seconds * 1000;
  return { key, time, object: type === 'deleted' ? undefined : { key, lastModified: time, etag: 'E', type } };
}

function shown({ time, alias, first, second, differs, cause }: ReplayMoment): string {
  const why = cause.kind === 'change' ? cause.change.key.slice(2) : cause.kind;
  return `${time / 1000} ${alias.slice(-1)} ${first?.slice(2) ?? '-'} ${differs ? '|' : '='} ${second?.slice(2) ?? '-'} by ${why}`;
}

const CHANGES = [
  change(1, '1.0.0/f'),
  change(2, '1.1.0-rc.1/f'),
  change(3, '1.1.0-rc.2/f'),
  change(4, '1.1.0/f'),
  change(5, '1.2.0-rc.1/f'),
  change(6, '1.2.0-rc.1/f', 'deleted'),
];

describe('moments', () => {
  test('begin to differ, differ in another way, are the same again', () => {
    expect([...compareReplays([STABLE, NEXT], CHANGES, { until: 100_000 })].map(shown)).toEqual([
      '2 f 1.0.0/f | 1.1.0-rc.1/f by 1.1.0-rc.1/f',
      '3 f 1.0.0/f | 1.1.0-rc.2/f by 1.1.0-rc.2/f',
      '4 f 1.1.0/f = 1.1.0/f by 1.1.0/f',
      '5 f 1.1.0/f | 1.2.0-rc.1/f by 1.2.0-rc.1/f',
      '6 f 1.1.0/f = 1.1.0/f by 1.2.0-rc.1/f',
    ]);
  });

  test('the same rules never differ', () => {
    expect([...compareReplays([STABLE, STABLE], CHANGES, { until: 100_000 })]).toEqual([]);
  });

  test('an object becomes old enough', () => {
    expect([...compareReplays([STABLE, CALM], [change(1, '1.0.0/f')], { until: 100_000 })].map(shown)).toEqual([
      '1 f 1.0.0/f | - by 1.0.0/f',
      '11 f 1.0.0/f = 1.0.0/f by age',
    ]);
  });

  test.each([
    [undefined, 100, [2, 3, 4, 5, 6]],
    [2, 100, [2, 3, 4, 5, 6]],
    [3.5, 100, [3.5, 4, 5, 6]],
    [4, 5, [5]],
    [undefined, 3, [2, 3]],
    [50, 100, []],
  ])('since %s until %s', (since, until, times) => {
    const period = { until: until * 1000, ...(since === undefined ? {} : { since: since * 1000 }) };
    const moments = [...compareReplays([STABLE, NEXT], CHANGES, period)];
    expect(moments.map(({ time }) => time / 1000)).toEqual(times);
    if (since === 3.5) expect(moments.map(shown)[0]).toBe('3.5 f 1.0.0/f | 1.1.0-rc.2/f by start');
  });

  test('before the period, an object also becomes old enough', () => {
    expect([...compareReplays([STABLE, CALM], [change(1, '1.0.0/f')], { since: 20_000, until: 100_000 })]).toEqual([]);
  });

  test('changes of one second are applied before the winners are compared', () => {
    const changes = [change(1, '1.1.0-rc.1/f'), change(1, '1.1.0/f'), change(1, '1.0.0/g'), change(1, '2.0.0-rc.1/g')];
    expect([...compareReplays([STABLE, NEXT], changes, { until: 100_000 })].map(shown)).toEqual([
      '1 g 1.0.0/g | 2.0.0-rc.1/g by 1.0.0/g',
    ]);
  });

  test('only wanted aliases are compared', () => {
    const changes = [change(1, '1.0.0-rc.1/f'), change(2, '1.0.0-rc.1/g')];
    const isWanted = (alias: string): boolean => alias.endsWith('g');
    expect([...compareReplays([STABLE, NEXT], changes, { until: 100_000, isWanted })].map(shown)).toEqual([
      '2 g - | 1.0.0-rc.1/g by 1.0.0-rc.1/g',
    ]);
  });

  test('a link over a candidate removes it', () => {
    const changes = [change(1, '1.0.0-rc.1/f'), change(2, '1.0.0-rc.1/f', 'Symlink')];
    expect([...compareReplays([STABLE, NEXT], changes, { until: 100_000 })].map(shown)).toEqual([
      '1 f - | 1.0.0-rc.1/f by 1.0.0-rc.1/f',
      '2 f - = - by 1.0.0-rc.1/f',
    ]);
  });
});
