import { expect, test } from 'vitest';
import { tokenFlaw } from '../../src/handlers/token-flaw.ts';

test.each(['a', 'a-b_c~d+e/f==', '!"#$%&\'()*', 'x'.repeat(256)])('%j can be sent', (token) => {
  expect(tokenFlaw(token)).toBeUndefined();
});

test.each(['a b', 'a\tb', 'a\nb', 'pässwort', 'a\u{7f}', 'a\u{a0}b', '令牌'])('%j cannot be sent', (token) => {
  expect(tokenFlaw(token)).toMatch(/^AUTOALIAS_TOKEN has a space or another character .*; set it to /);
});
