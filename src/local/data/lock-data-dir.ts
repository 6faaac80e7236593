import {
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { codeOf } from '../../error-text.ts';
import { isDiskFull } from '../storage/disk-full.ts';
import { PRIVATE_FILE } from '../storage/private-files.ts';
import { isRunning, processStart } from './process-start.ts';
import { useDataDir } from './use-data-dir.ts';

/** The greatest pid of any supported system. A greater number cannot be a pid. */
const GREATEST_PID = 2 ** 31 - 1;

/** The process that holds a data directory. `started` distinguishes it from a later process with the same pid. */
const holderSchema = z.object({ pid: z.number().int().positive().max(GREATEST_PID), started: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Enough tries unless many processes start at the same moment. */
const TRIES = 10;

/**
 * Locks a data directory for this process until the returned function is called. Takes over the lock of a process that
 * has ended. Throws `config-invalid` with the process that holds the lock, or the reason why the directory is unusable.
 */
export function lockDataDir(dataDir: string, newId: () => string): () => void {
  return useDataDir(dataDir, () => takeLock(dataDir, newId));
}

function takeLock(dataDir: string, newId: () => string): () => void {
  const lock = join(dataDir, 'lock');
  const mine = JSON.stringify({ pid: process.pid, started: processStart(process.pid) } satisfies Holder);
  for (let i = 0; i < TRIES; i++) {
    if (put(lock, mine, newId())) {
      return () => {
        if (read(lock) === mine) rmSync(lock, { force: true });
      };
    }
    const found = read(lock);
    if (found === undefined) continue;
    const holder = parse(found);
    if (holder && isRunning(holder)) throw inUse(dataDir, holder.pid);
    takeAway(lock, found, newId());
  }
  throw inUse(dataDir, parse(read(lock) ?? '')?.pid);
}

function inUse(dataDir: string, pid: number | undefined): AutoaliasError {
  return new AutoaliasError(
    'config-invalid',
    `data directory ${dataDir}: the local cloud with pid ${pid ?? 'unknown'} uses it; ` +
      'stop it, or name another directory with --data or AUTOALIAS_DATA',
  );
}

/**
 * Creates the lock file atomically: writes another file and links it to the name. On a disk without a free byte it
 * creates a symbolic link with the text as its target instead, which takes no block. So the store can still be read.
 */
function put(lock: string, text: string, id: string): boolean {
  const aside = `${lock}.${id}`;
  try {
    writeFileSync(aside, text, { mode: PRIVATE_FILE });
    linkSync(aside, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!isDiskFull(error)) throw error;
    return putLink(lock, text);
  } finally {
    rmSync(aside, { force: true });
  }
}

function putLink(lock: string, text: string): boolean {
  try {
    symlinkSync(text, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** If several processes try to rename the lock, only one succeeds. If it renamed another's new lock, it restores that. */
function takeAway(lock: string, stale: string, id: string): void {
  const aside = `${lock}.${id}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const taken = read(aside);
  if (taken !== undefined && taken !== stale) put(lock, taken, `${id}.back`);
  rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  try {
    return lstatSync(file).isSymbolicLink() ? readlinkSync(file) : readFileSync(file, 'utf8');
  } catch (error) {
    // EINVAL: a file replaced the symbolic link between the two calls.
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EINVAL') return undefined;
    throw error;
  }
}

function parse(text: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
