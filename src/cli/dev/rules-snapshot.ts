import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDiskFull } from '../../local/storage/disk-full.ts';
import { useDataDir } from '../../local/use-data-dir.ts';
import { digest } from '../../rules/digest.ts';

/**
 * Keeps a copy of rules in the data directory, under a name that no other text has, and gives its path. Functions read
 * the copy: they start at different times, and a file that a person edits would give each of them other rules. On a disk
 * that takes no copy it is the path of `source`, the edited file: the store can still be read.
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

const copyOf = (directory: string, text: string): string => {
  const file = join(directory, `${digest(text)}.yaml`);
  // A start on a full disk writes nothing where the copy of the last start serves.
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return file;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Under its name the file is there whole or not at all.
  const aside = `${file}.${process.pid}`;
  try {
    writeFileSync(aside, text, { mode: 0o600 });
    renameSync(aside, file);
    return file;
  } finally {
    rmSync(aside, { force: true });
  }
};

/** Removes the copies of former rules. Only for the process that has the data directory, before it takes other rules. */
export function removeOtherSnapshots(dataDir: string, snapshot: string): void {
  const directory = join(dataDir, DIRECTORY);
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    if (name !== basename(snapshot)) rmSync(join(directory, name), { force: true });
  }
}
