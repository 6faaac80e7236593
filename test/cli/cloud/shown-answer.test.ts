import { describe, expect, test } from 'vitest';
import { secretsIn, shownAnswer } from '../../../src/cli/cloud/shown-answer.ts';

const CALL = {
  url: 'https://api.example.com/?Parameters.1.ParameterKey=Token&Parameters.1.ParameterValue=par%20am&RegionId=bj',
  headers: { authorization: 'v1/id/hash', 'x-bce-security-token': 'ses/sion', accept: 'application/json' },
  body: JSON.stringify({ Name: 'sweep', Environment: { Variables: { BCE_SECRET_ACCESS_KEY: 'k"ey1', TZ: 'Asia' } } }),
};

test('the secrets of a request', () => {
  expect(secretsIn(CALL).toSorted()).toEqual(['k"ey1', 'par am', 'ses/sion', 'v1/id/hash']);
  expect(secretsIn({ url: 'https://api.example.com/', headers: {} })).toEqual([]);
  expect(secretsIn({ url: 'https://api.example.com/', headers: {}, body: 'a=b' })).toEqual([]);
});

describe('a known secret', () => {
  test.each([
    ['cannot read k"ey1 at 1', 'cannot read *** at 1'],
    ['{"v":"k\\"ey1"}', '{"v":"***"}'],
    ['StringToSign GET ses%2Fsion ses/sion', 'StringToSign GET *** ***'],
    ['par am, par%20am', '***, ***'],
  ])('%s', (text, shown) => {
    expect(shownAnswer(text, secretsIn(CALL))).toBe(shown);
  });

  test('that contains another one is replaced as a whole', () => {
    expect(shownAnswer('abcdefgh abcd', ['abcd', 'abcdefgh'])).toBe('*** ***');
  });

  test('at the end of what is shown leaves no part of itself', () => {
    const shown = shownAnswer(`${'x'.repeat(495)}long-secret`, ['long-secret']);
    expect(shown).toBe(`${'x'.repeat(495)}***`);
  });

  test('that is empty or very short changes nothing', () => {
    expect(shownAnswer('a b', ['', 'a'])).toBe('a b');
  });
});

describe('a value with the name of a secret', () => {
  test.each([
    ['{"AUTOALIAS_TOKEN":"abc","TZ":"Asia"}', '{"AUTOALIAS_TOKEN":"***","TZ":"Asia"}'],
    ['{\\"AUTOALIAS_TOKEN\\": \\"abc\\"}', '{\\"AUTOALIAS_TOKEN\\": \\"***\\"}'],
    ['{"BCE_SECRET_ACCESS_KEY":"cut', '{"BCE_SECRET_ACCESS_KEY":"***'],
    ['map[BCE_SECRET_ACCESS_KEY:abc TZ:Asia]', 'map[BCE_SECRET_ACCESS_KEY:*** TZ:Asia]'],
    ['?SecurityToken=abc&x=1', '?SecurityToken=***&x=1'],
    ["{'password': 'abc'}", "{'password': '***'}"],
  ])('%s', (text, shown) => {
    expect(shownAnswer(text, [])).toBe(shown);
  });
});

test.each([
  'InvalidSecurityToken.Expired: Specified SecurityToken is expired.',
  'SignatureDoesNotMatch: The request signature we calculated does not match',
  'the token is missing',
  '{"FunctionName":"token-sweep"}',
  'BCE_ACCESS_KEY_ID=abc',
])('stays: %s', (text) => {
  expect(shownAnswer(text, [])).toBe(text);
});

test('a long text is cut', () => {
  expect(shownAnswer('y'.repeat(500), [])).toBe('y'.repeat(500));
  expect(shownAnswer('y'.repeat(501), [])).toBe(`${'y'.repeat(500)}…`);
});

test('the pattern of names is fast on long texts', () => {
  expect(shownAnswer('token'.repeat(20_000), [])).toHaveLength(501);
});
