import { expect, test } from 'vitest';
import { owner } from '../../../../src/local/bos/answer/owner.ts';

test('has the form of an account of Baidu AI Cloud', () => {
  expect(owner.id).toMatch(/^[0-9a-f]{32}$/);
});
