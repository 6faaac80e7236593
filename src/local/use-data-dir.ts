import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AutoaliasError } from '../autoalias-error.ts';
import { closeToOthers, PRIVATE_DIRECTORY } from './storage/private-files.ts';

/**
 * Makes a data directory where there is none, for this user only, and does what needs it. What fails of that throws `config-invalid` with
 * the reason; an AutoaliasError of `work` itself stays as it is.
 */
export const useDataDir = <T>(dataDir: string, work: () => T): T => {
  try {
    makeDirectory(dataDir, PRIVATE_DIRECTORY);
    return work();
  } catch (cause) {
    if (cause instanceof AutoaliasError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AutoaliasError(
      'config-invalid',
      `data directory ${dataDir} cannot be used: ${why}; make it a directory that can be written, or name ` +
        'another one with --data or AUTOALIAS_DATA',
      { cause },
    );
  }
};

/**
 * With all that it lies in, one after the other: `mkdirSync` with `recursive` never returns where the system says of a
 * new directory that it is not there, as /proc does (Node 20).
 */
const makeDirectory = (directory: string, mode?: number): void => {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(directory);
  if (!existsSync(parent)) makeDirectory(parent);
  try {
    mkdirSync(directory, mode);
  } catch (error) {
    // Another process may just have made it.
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
};

/** What the local cloud and the command line keep in a data directory. */
const OWN_ENTRY = /^(?:table|blobs|log|lock(?:\..*)?|token|cloud\.json(?:\..*)?|rules|demo-unfinished)$/;

/**
 * Closes a data directory to the other users of the machine, and says whether they could enter it. One that holds other
 * things too stays as it is, because these may be meant for others; what the local cloud keeps there is closed anyway.
 */
export const closeDataDir = (dataDir: string): boolean =>
  readdirSync(dataDir).every((entry) => OWN_ENTRY.test(entry)) && closeToOthers(dataDir);
