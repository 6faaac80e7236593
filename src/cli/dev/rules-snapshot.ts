import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { useDataDir } from '../../local/use-data-dir.ts';
import { digest } from '../../rules/digest.ts';

/**
 * Keeps a copy of rules in the data directory, under a name that no other text has, and gives its path. Functions read
 * the copy: they start at different times, and a file that a person edits would give each of them other rules.
 */
export function keepRulesSnapshot(dataDir: string, text: string): string {
  return useDataDir(dataDir, () => {
    const directory = join(dataDir, 'rules');
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const file = join(directory, `${digest(text)}.yaml`);
    // Under its name the file is there whole or not at all.
    const aside = `${file}.${process.pid}`;
    writeFileSync(aside, text, { mode: 0o600 });
    renameSync(aside, file);
    return file;
  });
}

/** Removes the copies of former rules. Only for the process that has the data directory, before it takes other rules. */
export function removeOtherSnapshots(snapshot: string): void {
  const directory = dirname(snapshot);
  for (const name of readdirSync(directory)) {
    if (name !== basename(snapshot)) rmSync(join(directory, name), { force: true });
  }
}
