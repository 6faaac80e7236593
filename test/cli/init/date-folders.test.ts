import { expect, test } from 'vitest';
import { dateFolders } from '../../../src/cli/init/date-folders.ts';

test.each<[key: string, from: number, on: string, text: string]>([
  ['2026/11/20/f', 0, '{year}-{month}-{day}', '2026-11-20'],
  ['a/2026/11/f', 1, '{year}-{month}', '2026-11'],
  ['c/year=2025/month=9/day=30/p0', 1, '{year}-{month}-{day}', '2025-9-30'],
  ['y=2025/m=09/d=30/a/p0', 0, '{year}-{month}-{day}', '2025-09-30'],
])('%s', (key, from, on, text) => {
  expect(dateFolders(key.split('/'))).toMatchObject({ from, on, text });
});

test.each([
  'app/1.10.0/f',
  '2026/f',
  // The last segment is a file.
  '2026/11',
  // A year and a counter.
  '2026/9/f',
  'year=2026/month=13/f',
  '2026/11/20/05/f',
  'year=2026/month=11/day=20/hour=5/f',
])('%s has no date over folders', (key) => {
  expect(dateFolders(key.split('/'))).toBeUndefined();
});
