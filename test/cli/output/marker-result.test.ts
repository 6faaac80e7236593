import { describe, expect, test } from 'vitest';
import { markerCommandResult, markerLines } from '../../../src/cli/output/marker-result.ts';
import type { MarkerResult } from '../../../src/handlers/withdraw/marker-plan.ts';

const MARKER = {
  marker: 'a/1/.withdrawn',
  rule: 'r',
  covers: 'a/1/',
  version: '1',
  action: 'withdrawn',
  why: 'bad',
} as const;
const ALIAS = { rule: 'r', alias: 'latest', action: 'pointed', from: 'a/1/f', to: 'a/0/f', why: 'best' } as const;
const COST = { requests: 3, roundTrips: 2, milliseconds: 1 };
const PLANNED = { ...MARKER, version: null, planned: true } as const;
const EMPTY: MarkerResult = { markers: [], aliases: [], remarks: [] };

describe('the lines of a result', () => {
  test.each<[what: string, result: MarkerResult, lines: string[]]>([
    [
      'done',
      { markers: [MARKER], aliases: [{ ...ALIAS, ...COST }], remarks: ['x is left behind'] },
      [
        'WITHDRAWS  WHAT       VERSION  MARKER          WHY',
        'a/1/       withdrawn  1        a/1/.withdrawn  bad',
        '',
        'ALIAS   WHAT     FROM   TO     WHY',
        'latest  pointed  a/1/f  a/0/f  best',
        '',
        'x is left behind',
      ],
    ],
    [
      'a dry run',
      { ...EMPTY, markers: [PLANNED] },
      [
        'WITHDRAWS  WHAT                VERSION  MARKER          WHY',
        'a/1/       would be withdrawn  -        a/1/.withdrawn  bad',
        '',
        'dry run: nothing was written',
      ],
    ],
    ['only remarks', { ...EMPTY, remarks: ['nothing is withdrawn there'] }, ['nothing is withdrawn there']],
  ])('%s', (_, result, lines) => {
    expect(markerCommandResult(result).lines).toEqual(lines);
  });
});

test.each<[action: 'pointed' | 'failed' | 'refused', exitCode: number]>([
  ['pointed', 0],
  ['failed', 1],
  ['refused', 3],
])('an alias that is %s gives the exit code %i', (action, exitCode) => {
  const aliases = [{ ...ALIAS, ...COST, action }];
  expect(markerCommandResult({ ...EMPTY, aliases })).toMatchObject({ exitCode, json: { aliases } });
});

test('a dry run succeeds, even if an alias would be refused', () => {
  const aliases = [{ ...ALIAS, action: 'refused', planned: true } as const];
  expect(markerCommandResult({ ...EMPTY, aliases }).exitCode).toBe(0);
});

test('a plan that a person is asked to confirm is not called a dry run', () => {
  const aliases = [{ ...ALIAS, planned: true } as const];
  expect(markerLines({ ...EMPTY, markers: [PLANNED], aliases })).toEqual([
    'WITHDRAWS  WHAT                VERSION  MARKER          WHY',
    'a/1/       would be withdrawn  -        a/1/.withdrawn  bad',
    '',
    'ALIAS   WHAT         FROM   TO     WHY',
    'latest  would point  a/1/f  a/0/f  best',
  ]);
});
