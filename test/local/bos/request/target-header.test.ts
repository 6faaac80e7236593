import { expect, test } from 'vitest';
import { readTarget, writeTarget } from '../../../../src/local/bos/request/target-header.ts';

const keys = ['rel/1.2.3/app-1_2~3.zip', '1.0.0+build', 'a b', '100%', '版/1', 'a%20b'];

test.each(['percent', 'form', 'raw'] as const)('a key that is written in %s is read again', (encoding) => {
  for (const key of keys) {
    const written = Buffer.from(writeTarget(key, encoding), 'latin1').toString();
    expect(readTarget(written, encoding)).toBe(key);
  }
});

test.each([
  ['percent', 'a+b%2Fc', 'a+b/c'],
  ['form', 'a+b%2Fc', 'a b/c'],
  ['raw', 'a+b%2Fc', 'a+b%2Fc'],
] as const)('%s: %s is %s', (encoding, header, key) => {
  expect(readTarget(` ${header} `, encoding)).toBe(key);
});

test('a missing target and a wrong encoding are refused', () => {
  expect(() => readTarget(' ', 'raw')).toThrow('needs the header x-bce-symlink-target');
  expect(() => readTarget('100%', 'percent')).toThrow('Write "%25"');
  expect(readTarget('100%', 'raw')).toBe('100%');
});
