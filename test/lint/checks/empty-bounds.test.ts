import { expect, test } from 'vitest';
import { APP, findingsOf, type TestRule } from '../findings-of.ts';

type Row = readonly [by: string, words: Readonly<Record<string, unknown>>];

function rule([by, words]: Row): TestRule {
  return {
    prefix: 'r/',
    regex: APP,
    by,
    ...(by === 'list' ? { values: ['alpha', 'beta', 'rc', 'stable'] } : {}),
    aliases: [{ key: 'l', ...words }, 'm/{app}'],
  };
}

test.each<Row>([
  ['semver', { after: '2.0.0', before: '1.0.0' }],
  ['semver', { after: '1.2.3', before: '1.2.3' }],
  ['semver', { after: '1.2.3', before: '1.2.4' }],
  ['semver', { range: '^1.2', after: '2.0.0' }],
  ['semver', { range: '^1.2 || ^3.0.0', after: '1.99999.0', before: '1.99999.1' }],
  ['number', { after: '7', before: '8' }],
  ['list', { after: 'stable' }],
  ['list', { after: 'alpha', before: 'beta' }],
  ['date', { after: '2026-01-01', before: '2025-01-01' }],
])('%s %j: no value is inside the limits', (...row) => {
  const findings = findingsOf('bounds', [rule(row)]);
  expect(findings.map(({ alias, severity }) => [alias, severity])).toEqual([['l', 'warning']]);
});

test.each<Row>([
  ['semver', { after: '1.0.0', before: '2.0.0' }],
  ['semver', { after: '1.2.3', before: '1.2.4', prereleases: true }],
  ['semver', { after: '1.2.3-rc.1', before: '1.2.4' }],
  ['semver', { range: '^1.2 || ^3', after: '2.0.0' }],
  ['semver', { range: '*' }],
  ['semver', { range: '<1.0.0' }],
  ['semver', { before: '0.0.1' }],
  ['number', { after: '7', before: '9' }],
  ['number', { before: '-5' }],
  ['list', { after: 'beta' }],
  ['date', { after: '2025-01-01', before: '2026-01-01' }],
  ['pep440', { after: '1.0' }],
])('%s %j: some values are inside the limits', (...row) => {
  expect(findingsOf('bounds', [rule(row)])).toEqual([]);
});

test.each<[order: object, words: Readonly<Record<string, unknown>>, found: number]>([
  [{ desc: true }, { after: '2.0.0', before: '1.0.0' }, 1],
  [{ desc: true }, { after: '1.0.0', before: '2.0.0' }, 0],
])('the direction of the order does not matter: %j %j', (order, words, found) => {
  const aliases = [{ key: 'l', ...words }];
  expect(findingsOf('bounds', [{ regex: APP, order: { by: 'semver', on: 'v', ...order }, aliases }])).toHaveLength(
    found,
  );
});

test.each([
  [{ after: '7', before: '8' }, 1],
  [{ after: '7', before: '9' }, 0],
])('limits are for the first value of a list: %j', (words, found) => {
  const order = [
    { by: 'number', on: 'v' },
    { by: 'natural', on: 'file' },
  ];
  expect(findingsOf('bounds', [{ regex: APP, order, aliases: [{ key: 'l', ...words }] }])).toHaveLength(found);
});

test('limits of the rule apply to each alias that does not override them', () => {
  const findings = findingsOf('bounds', [
    {
      prefix: 'r/',
      regex: APP,
      after: '2.0.0',
      aliases: [
        { key: 'l', before: '1.0.0' },
        { key: 'm', after: '0.5.0', before: '1.0.0' },
      ],
    },
  ]);
  expect(findings.map(({ alias }) => alias)).toEqual(['l']);
});
