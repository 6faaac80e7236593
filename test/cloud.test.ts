import { expect, test } from 'vitest';
import { CLOUDS, isCloud } from '../src/cloud.ts';

test.each(CLOUDS)('%s is a cloud', (name) => {
  expect(isCloud(name)).toBe(true);
});

test.each(['', 'Baidu', 'aws', 'bos'])('%j is not a cloud', (name) => {
  expect(isCloud(name)).toBe(false);
});
