import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import { closeToOthers, PRIVATE_DIRECTORY } from '../storage/private-files.ts';

/**
 * Creates the data directory if it does not exist, for this user only, and runs `work`. An error of either is thrown as
 * `config-invalid` with the reason, except an AutoaliasError of `work`, which is passed on.
 */
export function useDataDir<T>(dataDir: string, work: () => T): T {
  try {
    makeDirectory(dataDir, PRIVATE_DIRECTORY);
    return work();
  } catch (cause) {
    if (cause instanceof AutoaliasError) throw cause;
    const why = messageOf(cause);
    throw new AutoaliasError(
      'config-invalid',
      `data directory ${dataDir} cannot be used: ${why}; make it a directory that can be written, or name ` +
        'another one with --data or AUTOALIAS_DATA',
      { cause },
    );
  }
}

/**
 * Creates a directory and its parents one by one. In Node 20, `mkdirSync` with `recursive` never returns in a file
 * system that denies the existence of a directory it just created, such as /proc.
 */
function makeDirectory(directory: string, mode?: number): void {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(directory);
  if (!existsSync(parent)) makeDirectory(parent);
  try {
    mkdirSync(directory, mode);
  } catch (error) {
    // Another process may have created it just now.
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** The names of all files and directories that autoalias creates in a data directory. */
const OWN_ENTRY = /^(?:table|blobs|log|lock(?:\..*)?|token|cloud\.json(?:\..*)?|rules|demo-unfinished)$/;

/**
 * Makes a data directory inaccessible to other users of the machine. Returns whether it was accessible. A directory with
 * other files stays as it is, because other users may need them. The local cloud's own files are private in any case.
 */
export function closeDataDir(dataDir: string): boolean {
  return readdirSync(dataDir).every((entry) => OWN_ENTRY.test(entry)) && closeToOthers(dataDir);
}
