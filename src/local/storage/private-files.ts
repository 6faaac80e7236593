import { chmodSync, mkdirSync, statSync } from 'node:fs';

/** Modes of what only the user who runs the local cloud may read: bodies may hold anything. */
export const PRIVATE_FILE = 0o600;
export const PRIVATE_DIRECTORY = 0o700;

/** Makes a directory that only this user may enter, with its parents, or closes an existing one to others. */
export function makePrivateDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: PRIVATE_DIRECTORY });
  closeToOthers(directory);
}

/**
 * Takes all rights of other users away, and says whether there were any. A directory of another user stays as it is, and
 * on Windows, where modes mean nothing, every one.
 */
export function closeToOthers(directory: string): boolean {
  const { mode } = statSync(directory);
  if (process.platform === 'win32' || (mode & 0o077) === 0) return false;
  try {
    chmodSync(directory, mode & 0o700);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPERM') return false;
    throw error;
  }
}
