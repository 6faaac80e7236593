import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { useDataDir } from '../../../local/data/use-data-dir.ts';
import { isDiskFull } from '../../../local/storage/disk-full.ts';
import { digest } from '../../../rules/compile/digest/digest.ts';

/**
 * Keeps a copy of the rules in the data directory, under a name made from their digest, and returns its path. Functions
 * read the copy. They start at different times, so they could read different rules from a file that a person edits. On
 * a full disk it returns the path of `source`, the edited file, so that the store can still be read.
 */
export function keepRulesSnapshot(dataDir: string, text: string, source: string): string {
  return useDataDir(dataDir, () => {
    try {
      return copyOf(join(dataDir, DIRECTORY), text);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      return source;
    }
  });
}

const DIRECTORY = 'rules';

function copyOf(directory: string, text: string): string {
  const file = join(directory, `${digest(text)}.yaml`);
  // If the copy of the last start is still right, a start on a full disk needs to write nothing.
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return file;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Renamed when complete, so that no function reads half a file.
  const aside = `${file}.${process.pid}`;
  try {
    writeFileSync(aside, text, { mode: 0o600 });
    renameSync(aside, file);
    return file;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Removes the copies of former rules. Call it only in the process that locked the data directory, before rules change. */
export function removeOtherSnapshots(dataDir: string, snapshot: string): void {
  const directory = join(dataDir, DIRECTORY);
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    if (name !== basename(snapshot)) rmSync(join(directory, name), { force: true });
  }
}
