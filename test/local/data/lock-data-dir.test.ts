import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from '../../../src/local/data/lock-data-dir.ts';

let dir: string;
let ids = 0;

function newId(): string {
  return `id${++ids}`;
}

function lockFile(): string {
  return join(dir, 'lock');
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(dir, { recursive: true }));

/** The pid of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  return child.pid ?? 0;
}

describe('lockDataDir', () => {
  it('can be taken once, and again after it was released', () => {
    const release = lockDataDir(dir, newId);
    expect(() => lockDataDir(dir, newId)).toThrow(
      `data directory ${dir}: the local cloud with pid ${process.pid} uses it; ` +
        'stop it, or name another directory with --data or AUTOALIAS_DATA',
    );
    release();
    lockDataDir(dir, newId)();
    expect(readdirSync(dir)).toEqual([]);
  });

  // On a full disk the lock is a symbolic link with the same text as its target.
  it('is respected if it is a symbolic link of a running process', () => {
    const release = lockDataDir(dir, newId);
    const holder = readFileSync(lockFile(), 'utf8');
    release();
    symlinkSync(holder, lockFile());
    expect(() => lockDataDir(dir, newId)).toThrow(`the local cloud with pid ${process.pid} uses it`);
  });

  it('is taken over if it is a symbolic link of a killed process', async () => {
    symlinkSync(JSON.stringify({ pid: await endedPid(), started: '1' }), lockFile());
    lockDataDir(dir, newId)();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('makes the directory', () => {
    const release = lockDataDir(join(dir, 'a', 'b'), newId);
    expect(existsSync(join(dir, 'a', 'b', 'lock'))).toBe(true);
    release();
  });

  it('is taken over from a process that was killed', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: await endedPid(), started: '1' }));
    lockDataDir(dir, newId);
    expect(JSON.parse(readFileSync(lockFile(), 'utf8')).pid).toBe(process.pid);
    expect(readdirSync(dir)).toEqual(['lock']);
  });

  it.runIf(existsSync('/proc/self/stat'))('is taken over where another process has got the pid', () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, started: '1' }));
    expect(() => lockDataDir(dir, newId)).not.toThrow();
  });

  it.each([
    '',
    'nonsense',
    '{}',
    '{"pid":0,"started":"1"}',
    '{"pid":"1","started":"1"}',
    '{"pid":99999999999,"started":"1"}',
  ])('is taken over if the lock file has the invalid text %o', (text) => {
    writeFileSync(lockFile(), text);
    expect(() => lockDataDir(dir, newId)).not.toThrow();
  });

  it.each([
    ['is a file', () => writeFileSync(join(dir, 'data'), ''), 'EEXIST'],
    ['has a directory for a lock', () => mkdirSync(join(dir, 'data', 'lock'), { recursive: true }), 'EISDIR'],
  ])('says why a directory cannot be used that %s', (_, spoil, why) => {
    spoil();
    expect(() => lockDataDir(join(dir, 'data'), newId)).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message: expect.stringMatching(`^data directory ${dir}/data cannot be used: ${why}: .*; make it a directory`),
      }),
    );
  });

  it('releases only its own lock', () => {
    const release = lockDataDir(dir, newId);
    writeFileSync(lockFile(), 'of another');
    release();
    expect(readFileSync(lockFile(), 'utf8')).toBe('of another');
  });
});
