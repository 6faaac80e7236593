import { expect, test } from 'vitest';
import { sparingly } from '../../../src/local/cloud/sparingly.ts';
import { DiskFull } from '../../../src/local/storage/disk-full.ts';

test('the same words once a minute, others at once', () => {
  const told: unknown[] = [];
  let now = 0;
  const tell = sparingly(
    (error) => told.push(error),
    () => now,
  );
  const [full, again, other] = [new Error('full'), new Error('full'), new Error('other')];
  for (const error of [full, again, other, 'text', undefined]) tell(error);
  expect(told).toEqual([full, other, 'text', undefined]);
  now = 59_999;
  tell(again);
  now = 60_000;
  tell(again);
  tell(full);
  expect(told.slice(4)).toEqual([again]);
});

function refused(code: string, syscall: string, path: string) {
  return Object.assign(new Error(`${code}: ${syscall} '${path}'`), { code, syscall });
}

test.each([
  ['one system error for two files', refused('EMFILE', 'open', '/a'), refused('EMFILE', 'open', '/b'), 1],
  ['two system errors for one file', refused('EMFILE', 'open', '/a'), refused('EACCES', 'open', '/a'), 2],
  ['two system calls with one error', refused('ENOSPC', 'open', '/a'), refused('ENOSPC', 'write', '/a'), 2],
  [
    'a full disk, with less free space each time',
    new DiskFull('It has 9 MB left.'),
    new DiskFull('It has 8 MB left.'),
    1,
  ],
])('%s', (_, one, other, times) => {
  const told: unknown[] = [];
  const tell = sparingly(
    (error) => told.push(error),
    () => 0,
  );
  tell(one);
  tell(other);
  expect(told).toHaveLength(times);
});

test('it forgets rather than grow', () => {
  let told = 0;
  const tell = sparingly(
    () => told++,
    () => 0,
  );
  for (let i = 0; i < 1000; i++) tell(i);
  expect(told).toBe(1000);
  tell(999);
  expect(told).toBe(1000);
});
