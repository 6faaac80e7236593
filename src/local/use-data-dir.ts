import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AutoaliasError } from '../autoalias-error.ts';

/**
 * Makes a data directory where there is none, and does what needs it. What fails of that throws `config-invalid` with
 * the reason; an AutoaliasError of `work` itself stays as it is.
 */
export const useDataDir = <T>(dataDir: string, work: () => T): T => {
  try {
    makeDirectory(dataDir);
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
const makeDirectory = (directory: string): void => {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(directory);
  if (!existsSync(parent)) makeDirectory(parent);
  try {
    mkdirSync(directory);
  } catch (error) {
    // Another process may just have made it.
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
};
