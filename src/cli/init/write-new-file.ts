import { randomBytes } from 'node:crypto';
import { constants, copyFileSync, linkSync, lstatSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AutoaliasError } from '../../autoalias-error.ts';
import { codeOf, messageOf } from '../../error-text.ts';

/**
 * Writes a file completely or not at all. A temporary file in the same folder is renamed in one step, so no reader sees
 * half of it. An existing file is replaced only with `force`, and a folder, a device or a pipe not even then.
 *
 * @param link makes a hard link. Some file systems do not support them.
 * @throws AutoaliasError `config-invalid`
 */
export function writeNewFile(file: string, content: string | Uint8Array, force: boolean, link = linkSync): void {
  if (force) refuseOtherThanFile(file);
  else refuseTaken(file);
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(draft, content, { flag: 'wx', flush: true });
    if (force) renameSync(draft, file);
    else place(draft, file, link);
  } catch (cause) {
    const why =
      codeOf(cause) === 'ENOENT'
        ? `there is no folder ${dirname(file)}; create it first`
        : messageOf(cause).replaceAll(draft, file);
    throw new AutoaliasError('config-invalid', `${file} cannot be written: ${why}`, { cause });
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Throws if the name exists, even as a dangling symbolic link. */
export function refuseTaken(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return;
  throw new AutoaliasError(
    'config-invalid',
    `${file} already exists, and is not changed; name another file, or overwrite it with --force`,
  );
}

/** Replacing /dev/null by a file would break other programs. */
function refuseOtherThanFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== false) return;
  throw new AutoaliasError('config-invalid', `${file} is not a file, and is not replaced; name another file`);
}

/** A rename would replace a file that another program created in the meantime; a link fails. */
function place(draft: string, file: string, link: typeof linkSync): void {
  try {
    link(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // A file system without hard links.
    copyFileSync(draft, file, constants.COPYFILE_EXCL);
  }
}
