import { describe, expect, test } from 'vitest';
import { readDecision } from '../../../src/local/cloud/decision.ts';

function read(text: string) {
  return readDecision({ time: 0, functionName: 'f', requestId: 'r', text });
}

const ALIAS = {
  level: 'info',
  bucket: 'b',
  event: 'sweep',
  rule: 'app',
  alias: 'a',
  action: 'pointed',
  from: null,
  to: 't',
  why: 'w',
};
const SWEPT = {
  level: 'info',
  event: 'sweep',
  action: 'swept',
  aliases: 1,
  actions: { pointed: 1 },
  dangling: 0,
  requests: 3,
};

describe('readDecision', () => {
  test.each<[what: string, line: object, expected: object]>([
    ['an alias', { ...ALIAS, requests: 3, milliseconds: 1 }, { ...ALIAS, kind: 'alias' }],
    [
      'an alias of a release',
      { ...ALIAS, release: '1', dangling: true },
      { ...ALIAS, kind: 'alias', release: '1', dangling: true },
    ],
    ['a sweep', { ...SWEPT, objects: 7 }, { ...SWEPT, kind: 'sweep' }],
    [
      'a skipped key',
      { level: 'info', key: 'k', action: 'skipped', why: 'w' },
      { kind: 'note', level: 'info', key: 'k', action: 'skipped', why: 'w' },
    ],
    [
      'an alias form that takes no key',
      { ...ALIAS, from: undefined, to: undefined, action: 'skipped' },
      { kind: 'note', action: 'skipped', why: 'w' },
    ],
  ])('%s', (_, line, expected) => {
    expect(read(JSON.stringify(line))).toEqual(
      expect.objectContaining({ ...expected, functionName: 'f', requestId: 'r' }),
    );
  });

  test.each([
    ['FC Invoke Start RequestId: r'],
    ['{'],
    ['{}'],
    ['[]'],
    ['null'],
    [JSON.stringify({ ...ALIAS, level: 'loud' })],
    [JSON.stringify({ level: 'info', action: 'x' })],
    [` ${JSON.stringify(ALIAS)}`],
  ])('no decision: %s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
