import { readFileSync } from 'node:fs';
import { AutoaliasError } from '../autoalias-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'this user may not read it',
};

/**
 * The text of a rules file, or of another by what to name in its place. Throws AutoaliasError `config-invalid` for one that
 * cannot be read.
 */
export const readRulesText = (file: string, instead = 'name a rules file'): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (cause) {
    throw new AutoaliasError('config-invalid', `${file} cannot be read: ${reasonOf(cause)}; ${instead}`, { cause });
  }
};

const reasonOf = (cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text';
  return REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
};
