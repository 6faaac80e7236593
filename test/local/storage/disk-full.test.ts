import { expect, test } from 'vitest';
import { asDiskFull, DiskFull, isDiskFull } from '../../../src/local/storage/disk-full.ts';

function systemError(code: string) {
  return Object.assign(new Error(`${code}: at /secret/path`), { code });
}

test.each(['ENOSPC', 'EDQUOT'])('%s is a full disk, without the path', (code) => {
  const cause = systemError(code);
  expect(isDiskFull(cause)).toBe(true);
  expect(asDiskFull(cause)).toMatchObject({
    name: 'DiskFull',
    message: `The disk of the store takes no more bytes (${code}). Delete objects, or make room on it.`,
    cause,
  });
});

test.each([systemError('EACCES'), new Error('ENOSPC'), 'ENOSPC', undefined, new DiskFull('No.')])(
  '%s stays as it is',
  (error) => {
    expect(isDiskFull(error)).toBe(false);
    expect(asDiskFull(error)).toBe(error);
  },
);
