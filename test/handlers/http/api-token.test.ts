import { describe, expect, test } from 'vitest';
import { sameSecret, tokenFlaw } from '../../../src/handlers/http/api-token.ts';

test.each(['a', 'a-b_c~d+e/f==', '!"#$%&\'()*', 'x'.repeat(256)])('%j can be sent', (token) => {
  expect(tokenFlaw(token)).toBeUndefined();
});

test.each(['a b', 'a\tb', 'a\nb', 'pässwort', 'a\u{7f}', 'a\u{a0}b', '令牌'])('%j cannot be sent', (token) => {
  expect(tokenFlaw(token)).toMatch(/^AUTOALIAS_TOKEN has a space or another character .*; set it to /);
});

describe('same secret', () => {
  test.each([
    ['secret', 'secret', true],
    ['geheimnis-ü', 'geheimnis-ü', true],
    ['', '', true],
    ['secret', 'Secret', false],
    ['secret', 'secret ', false],
    ['secret', '', false],
    ['a', 'a'.repeat(10_000), false],
  ])('%j and %j: %s', (a, b, same) => {
    expect(sameSecret(a, b)).toBe(same);
    expect(sameSecret(b, a)).toBe(same);
  });
});
