import { describe, expect, test } from 'vitest';
import { decodeToken, encodeToken } from '../../src/bucket/continuation-token.ts';
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
