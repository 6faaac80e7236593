import { expect, test } from 'vitest';
import { callerName, scopedTokens } from '../../../../src/handlers/http/access/scoped-token.ts';

test.each(['ci', 'A', '0', 'team/app', 'anna@build.example', 'a-b_c', 'x'.repeat(64)])('%s can be a name', (name) => {
  expect(callerName.safeParse(name).success).toBe(true);
});

test.each(['', 'a b', 'github:o/r', 'ä', 'a\n', 'x'.repeat(65), 'http'])('%j cannot be a name', (name) => {
  expect(callerName.safeParse(name).success).toBe(false);
});

test('hashes that differ only in case are the same token', () => {
  const entry = (name: string, sha256: string) => ({ name, rights: ['read'], sha256 });
  expect(scopedTokens.safeParse([entry('a', 'ab'.repeat(32)), entry('b', 'cd'.repeat(32))]).success).toBe(true);
  expect(scopedTokens.safeParse([entry('a', 'ab'.repeat(32)), entry('b', 'AB'.repeat(32))]).success).toBe(false);
});
