import { describe, expect, test } from 'vitest';
import { checkMaxKeys, decodeToken, encodeToken, shownLinkSize } from '../../src/bucket/listing-page.ts';
import { faultOf } from './bucket-fixture.ts';

describe('tokens', () => {
  for (const last of ['a', 'a/', '版本/😀', '\u0000', 'x'.repeat(127), 'x'.repeat(128), 'x'.repeat(1023)]) {
    test(`carry ${JSON.stringify(last.slice(0, 12))} of ${last.length}`, () => {
      const token = encodeToken(last);
      expect(token).toMatch(/^[A-Za-z0-9+/]+-{0,2}$/);
      expect(decodeToken(token)).toBe(last);
    });
  }

  const whole = encodeToken('abcdef');
  const foreign = [
    '',
    'abc',
    'not a token',
    whole.slice(0, -4),
    `${whole}AAAA`,
    'AAAA',
    btoa('\n\x81\x00\xff').replaceAll('=', '-'),
  ];
  for (const token of foreign) {
    test(`refuse ${JSON.stringify(token)}`, () => {
      expect(faultOf(() => decodeToken(token))).toMatchObject({ ossCode: 'InvalidArgument', status: 400 });
    });
  }
});

describe('checkMaxKeys', () => {
  test.each([
    [undefined, 100],
    [1, 1],
    [1000, 1000],
  ])('%s lists at most %i', (given, most) => {
    expect(checkMaxKeys(given)).toBe(most);
  });

  test.each([0, -1, 1001, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%s is refused', (given) => {
    expect(faultOf(() => checkMaxKeys(given))).toMatchObject({
      ossCode: 'InvalidArgument',
      elements: { ArgumentName: 'max-keys', ArgumentValue: String(given) },
    });
  });
});

describe('shownLinkSize', () => {
  test.each([
    ['zero', 7, 0],
    ['target-name-length', 7, 7],
  ] as const)('%s of %i bytes is %i', (choice, bytes, size) => {
    expect(shownLinkSize(choice, bytes)).toBe(size);
  });
});
