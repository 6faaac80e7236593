import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepRulesSnapshot } from '../../src/cli/dev/rules/rules-snapshot.ts';
import { keptToken } from '../../src/cli/dev/settings/kept-token.ts';
import { findCloud, recordCloud } from '../../src/local/cloud/running-cloud.ts';
import { lockDataDir } from '../../src/local/data/lock-data-dir.ts';

/** Mounts a small file system. Returns false if this user may not mount. */
function mount(directory: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function unmount(directory: string): void {
  void execFileSync('umount', [directory]);
}

const mayMount = ((): boolean => {
  const directory = mkdtempSync(join(tmpdir(), 'mount-'));
  const mounted = mount(directory);
  if (mounted) unmount(directory);
  rmSync(directory, { recursive: true });
  return mounted;
})();

/** Needs a disk that is really full, so it mounts a small one. Skipped without the right to mount. */
describe.skipIf(!mayMount)('a data directory on a disk without a free byte (needs the right to mount)', () => {
  let disk: string;
  let dir: string;
  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), 'full-'));
    mount(disk);
    dir = join(disk, 'data');
    mkdirSync(dir);
  });
  afterEach(() => {
    unmount(disk);
    rmSync(disk, { recursive: true });
  });

  const fill = (): void => {
    for (let bytes = 64 * 1024; bytes > 0; bytes = Math.floor(bytes / 2)) {
      try {
        writeFileSync(join(disk, `filler-${bytes}`), Buffer.alloc(bytes));
      } catch {
        // Ever smaller files fill the space that larger ones leave.
      }
    }
    expect(() => writeFileSync(join(disk, 'more'), 'x')).toThrow('ENOSPC');
  };
  let ids = 0;
  const lock = () => lockDataDir(dir, () => `id${++ids}`);

  it('can be locked and unlocked', () => {
    fill();
    const release = lock();
    expect(lstatSync(join(dir, 'lock')).isSymbolicLink()).toBe(true);
    expect(lock).toThrow(`the local cloud with pid ${process.pid} uses it`);
    release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('keeps an existing token, and leaves no empty token file', () => {
    const token = keptToken(dir);
    fill();
    expect(keptToken(dir)).toBe(token);
    rmSync(join(dir, 'token'));
    fill();
    expect(() => keptToken(dir)).toThrow('ENOSPC');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('leaves no incomplete record of the running cloud', () => {
    fill();
    const cloud = { store: 'http://127.0.0.1:1', api: 'http://127.0.0.1:2', bucket: 'demo', token: 'secret' };
    expect(() => recordCloud(dir, cloud)).toThrow('ENOSPC');
    expect(findCloud(dir)).toBeUndefined();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('keeps the copy of its rules, and serves changed ones from their own file', () => {
    const copy = keepRulesSnapshot(dir, 'a: 1', 'rules.yaml');
    fill();
    expect(keepRulesSnapshot(dir, 'a: 1', 'rules.yaml')).toBe(copy);
    expect(keepRulesSnapshot(dir, 'a: 2', 'rules.yaml')).toBe('rules.yaml');
    expect(readdirSync(join(dir, 'rules'))).toHaveLength(1);
  });

  it('still has the data from before', () => {
    writeFileSync(join(dir, 'kept'), 'kept');
    fill();
    lock()();
    expect(readFileSync(join(dir, 'kept'), 'utf8')).toBe('kept');
  });
});
