import { expect, test } from 'vitest';
import { shownLinkSize } from '../../src/bucket/shown-link-size.ts';

test.each([
  ['zero', 7, 0],
  ['target-name-length', 7, 7],
] as const)('%s of %i bytes is %i', (choice, bytes, size) => {
  expect(shownLinkSize(choice, bytes)).toBe(size);
});
