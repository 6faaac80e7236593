import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AutoaliasError } from '../../../src/autoalias-error.ts';
import { closeDataDir, useDataDir } from '../../../src/local/data/use-data-dir.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'data-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('useDataDir', () => {
  it.each([
    ['that is there', ''],
    ['that is not', 'a'],
    ['with its parents', 'a/b/c'],
  ])('returns the result of the work in a directory %s', (_, path) => {
    const dataDir = join(dir, path);
    expect(useDataDir(dataDir, () => statSync(dataDir).isDirectory())).toBe(true);
  });

  it.each([
    ['a file', () => writeFileSync(join(dir, 'data'), ''), 'data', 'EEXIST'],
    ['in a file', () => writeFileSync(join(dir, 'data'), ''), 'data/deeper', 'ENOTDIR'],
    ['a link to nowhere', () => symlinkSync(join(dir, 'nowhere'), join(dir, 'data')), 'data', 'EEXIST'],
  ])('says why it cannot be used: %s', (_, spoil, path, why) => {
    spoil();
    expect(() => useDataDir(join(dir, path), () => 0)).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message: expect.stringMatching(
          `^data directory ${join(dir, path)} cannot be used: ${why}: .*; make it a directory that can be written, or name another one with --data or AUTOALIAS_DATA$`,
        ),
      }),
    );
  });

  it.runIf(existsSync('/proc/self'))('ends where the system makes no directories and says nothing is there', () => {
    expect(() => useDataDir('/proc/autoalias/data', () => 0)).toThrow(
      'data directory /proc/autoalias/data cannot be used: ENOENT: no such file or directory, mkdir',
    );
  });

  it('explains system errors of the work, and passes AutoaliasErrors on', () => {
    const fail = (error: Error) => () => {
      throw error;
    };
    expect(() => useDataDir(dir, fail(new Error('EROFS: read-only')))).toThrow(
      `data directory ${dir} cannot be used: EROFS: read-only; make it`,
    );
    const own = new AutoaliasError('config-invalid', 'another has it');
    expect(() => useDataDir(dir, fail(own))).toThrow(own);
  });
});

describe.skipIf(process.platform === 'win32')('other users of the machine', () => {
  const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

  it('cannot enter a new data directory; its parents have the usual mode', () => {
    const dataDir = join(dir, 'a', 'data');
    useDataDir(dataDir, () => 0);
    expect(modeOf(dataDir)).toBe('700');
    expect(modeOf(join(dir, 'a'))).toBe((0o777 & ~process.umask()).toString(8));
  });

  it.each([
    ['that is empty', [], true],
    ['of an earlier version', ['table', 'blobs', 'log', 'token', 'cloud.json', 'lock', 'lock.1a'], true],
    ['with other files', ['table', 'my-notes.txt'], false],
  ])('are kept out of a data directory %s: %j, %s', (_, entries, closed) => {
    const dataDir = join(dir, 'data');
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o755);
    for (const entry of entries) writeFileSync(join(dataDir, entry), '');
    expect(closeDataDir(dataDir)).toBe(closed);
    expect(modeOf(dataDir)).toBe(closed ? '700' : '755');
    expect(closeDataDir(dataDir)).toBe(false);
  });
});
