import { expect, test } from 'vitest';
import { createAhead, isAheadOf } from '../../../src/rules/ahead/ahead-rules.ts';

const AHEAD = createAhead([], 'sha256:1');

test('rules compiled ahead are those of one text, also after they were JSON', () => {
  expect(isAheadOf(AHEAD, 'sha256:1')).toBe(true);
  expect(isAheadOf(JSON.parse(JSON.stringify(AHEAD)), 'sha256:1')).toBe(true);
});

test.each([
  ['of another text', { ...AHEAD, digest: 'sha256:2' }],
  ['of another version', { ...AHEAD, program: '0.0.1' }],
  ['of another form', { ...AHEAD, format: 0 }],
  ['nothing', undefined],
  ['null', null],
  ['a text', 'sha256:1'],
  ['a list', []],
])('%s is not used', (_, value) => {
  expect(isAheadOf(value, 'sha256:1')).toBe(false);
});
