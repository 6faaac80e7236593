import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { codeOf } from '../../error-text.ts';

/** File modes that give access only to the user who runs the local cloud. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_DIRECTORY = 0o700;

/** Creates a directory that only this user can enter, and its parents. Closes an existing directory to other users. */
export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: PRIVATE_DIRECTORY });
  closeToOthers(directory);
}

/**
 * Removes all rights of other users, and returns whether there were any. Does nothing to a directory that belongs to
 * another user, and nothing on Windows, which has no such modes.
 */
export function closeToOthers(directory: string): boolean {
  const { mode } = statSync(directory);
  if (process.platform === 'win32' || (mode & 0o077) === 0) return false;
  try {
    chmodSync(directory, mode & 0o700);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EPERM') return false;
    throw error;
  }
}
