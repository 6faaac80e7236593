import { describe, expect, test } from 'vitest';
import { keyPairOf, readCfcContext, regionOfBrn } from '../../../../src/handlers/function/cfc/cfc-context.ts';

const BRN = 'brn:bce:cfc:bj:cd64f99c69d7c404b61de0a4f1865834:function:autoalias-sweep:$LATEST';
const PAIR = { accessKeyId: 'a', accessKeySecret: 'b' };
const none = { requestId: '' };

describe('contexts', () => {
  test.each([
    [
      'the names of the Java runtime',
      { requestId: 'r', functionBrn: BRN, functionName: 'f' },
      { requestId: 'r', region: 'bj', accountId: 'cd64f99c69d7c404b61de0a4f1865834', functionName: 'f' },
    ],
    ['the names of the engine', { requestid: 'r' }, { requestId: 'r' }],
    ['the function in the BRN', { functionBrn: BRN }, { requestId: '', functionName: 'autoalias-sweep', region: 'bj' }],
    [
      'credentials',
      { credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' } },
      { credentials: { ...PAIR, securityToken: 'c' } },
    ],
    [
      'one credential',
      { credential: { accessKey: 'a', secretKey: 'b', securityToken: 'c' } },
      { credentials: { ...PAIR, securityToken: 'c' } },
    ],
    [
      'empty credentials, and usable ones',
      { credentials: {}, credential: { accessKey: 'a', secretKey: 'b' } },
      { credentials: PAIR },
    ],
    ['fields of wrong types', { requestId: 7, functionBrn: {}, credentials: 'x', credential: [] }, none],
    ['a text that is not a BRN', { functionBrn: 'f' }, none],
    ['nothing', undefined, none],
    ['null', null, none],
    ['a text', 'context', none],
    ['methods', { requestId: 'r', done: () => {} }, { requestId: 'r' }],
  ])('%s', (_, context, expected) => {
    expect(readCfcContext(context)).toMatchObject(expected);
  });

  test('without any field, there are no credentials and no region', () => {
    expect(readCfcContext({})).toEqual({ requestId: '' });
  });
});

test.each([
  [BRN, 'bj'],
  ['brn:bce:cfc:gz', 'gz'],
  ['autoalias', undefined],
  [undefined, undefined],
])('the region of %j is %j', (brn, region) => {
  expect(regionOfBrn(brn)).toBe(region);
});

test.each([
  [{ accessKeyId: 'a', accessKeySecret: 'b' }, PAIR],
  [{ accessKeyId: 'a' }, undefined],
  [{ secretAccessKey: 'b', sessionToken: 'c' }, undefined],
  [{ accessKeyId: '', secretAccessKey: 'b' }, undefined],
  [null, undefined],
  ['a', undefined],
])('the key pair of %j', (value, pair) => {
  expect(keyPairOf(value)).toEqual(pair);
});
