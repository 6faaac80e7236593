import { describe, expect, test } from 'vitest';
import { readTarget, writeTarget } from '../../../../src/stores/bos/request/target-text.ts';

const link = (target: string) => ({ operation: 'PutSymlink', key: 'latest', target }) as const;

describe('what is sent, and read back', () => {
  test.each([
    ['safe-only', 'a/b-1.2_3~.tgz', 'a/b-1.2_3~.tgz'],
    ['raw', 'a b+c%2F/测试', 'a b+c%2F/测试'],
    ['percent', 'a b+c%2F/测', 'a%20b%2Bc%252F/%E6%B5%8B'],
    ['form', 'a b+c%2F/测*~', 'a+b%2Bc%252F%2F%E6%B5%8B*%7E'],
  ] as const)('%s: %s', (encoding, target, text) => {
    expect(writeTarget(link(target), encoding)).toBe(text);
    expect(readTarget(text, encoding)).toBe(target);
  });
});

describe('refused', () => {
  test.each([
    ['safe-only', 'a b', /targetEncoding=raw, percent or form$/],
    ['safe-only', 'a%2Fb', /characters other than/],
    ['safe-only', 'a+b', /characters other than/],
    ['safe-only', '测', /characters other than/],
    ['safe-only', 'a\n', /characters other than/],
    ['raw', 'a\nb', /control character/],
    ['raw', ' a', /space at an end/],
    ['raw', 'a ', /space at an end/],
  ] as const)('%s: %j', (encoding, target, message) => {
    expect(() => writeTarget(link(target), encoding)).toThrow(
      expect.objectContaining({ code: 'request-malformed', message: expect.stringMatching(message) }),
    );
  });
});

test.each(['safe-only', 'raw'] as const)('with %s, the header is read as it is', (encoding) => {
  expect(readTarget('a%2Fb+c', encoding)).toBe('a%2Fb+c');
});

test.each(['percent', 'form'] as const)('with %s, a header that cannot be decoded is kept', (encoding) => {
  expect(readTarget('100%', encoding)).toBe('100%');
});
