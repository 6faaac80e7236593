import { expect, test } from 'vitest';
import { quoted } from '../../../src/local/oss/quoted.ts';

test('an ETag goes out in quotes', () => {
  expect(quoted('AB')).toBe('"AB"');
});
