import { randomBytes } from 'node:crypto';
import { constants, copyFileSync, linkSync, lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AutoaliasError } from '../../autoalias-error.ts';

/**
 * Writes a file whole or not at all: beside its place first, then there in one step, so that nobody reads half of it. What
 * is there already stays, unless `force`. Throws AutoaliasError `config-invalid`.
 *
 * @param link makes a hard link; some file systems have none.
 */
export const writeNewFile = (file: string, text: string, force: boolean, link = linkSync): void => {
  if (!force) refuseTaken(file);
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(draft, text, { flag: 'wx', flush: true });
    if (force) renameSync(draft, file);
    else place(draft, file, link);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AutoaliasError('config-invalid', `${file} cannot be written: ${why}`, { cause });
  } finally {
    rmSync(draft, { force: true });
  }
};

/** Throws for a name that is taken, be it by a dangling symbolic link. */
export const refuseTaken = (file: string): void => {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return;
  throw new AutoaliasError(
    'config-invalid',
    `${file} is there already, and stays as it is; name another file, or write over it with --force`,
  );
};

/** A rename would replace what somebody else wrote in between; a link fails then. */
const place = (draft: string, file: string, link: typeof linkSync): void => {
  try {
    link(draft, file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw error;
    // A file system without hard links.
    copyFileSync(draft, file, constants.COPYFILE_EXCL);
  }
};
