import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../../error-text.ts';
import { useDataDir } from '../../../local/data/use-data-dir.ts';

/**
 * The token of the API for one data directory. It is generated at the first start, and then stays the same. Only the
 * owner of the file can read it.
 */
export function keptToken(dataDir: string): string {
  return useDataDir(dataDir, () => readOrMake(join(dataDir, 'token')));
}

function readOrMake(file: string): string {
  try {
    // Fails if the file exists. Another process may have just created it.
    // Hexadecimal: a token that begins with a dash would read as a flag after --token.
    writeFileSync(file, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return kept(file);
    // A full disk leaves an empty file, which the next start would read as the token.
    rmSync(file, { force: true });
    throw error;
  }
  return kept(file);
}

function kept(file: string): string {
  return readFileSync(file, 'utf8').trim();
}
