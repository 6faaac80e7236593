import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { AutoaliasError } from '../../autoalias-error.ts';
import { codeOf } from '../../error-text.ts';

/** The file name that the functions look for next to their bundles. */
const RULES_FILE = 'autoalias.yaml';

/** Unix, so that the attributes below are file modes. */
const UNIX = 3;
const READABLE = (0o100644 << 16) >>> 0;

/**
 * Packs the built functions and their rules into a zip without folders, as Function Compute requires. The same
 * functions and rules make the same bytes at any time, on any machine, so that a digest can name the zip.
 *
 * @throws AutoaliasError `config-invalid` if the directory does not contain built functions.
 */
export function zipFunctions(functionsDir: string, rulesText: string): Uint8Array {
  const files: Zippable = {};
  for (const name of bundlesIn(functionsDir)) files[name] = readFileSync(join(functionsDir, name));
  files[RULES_FILE] = new TextEncoder().encode(rulesText);
  // fflate writes the local time of a date, so this date is the same in every time zone. It is the earliest in a zip.
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1), os: UNIX, attrs: READABLE });
}

function bundlesIn(functionsDir: string): readonly string[] {
  const names = namesIn(functionsDir).filter((name) => /\.(?:mjs|txt)$/.test(name));
  if (names.some((name) => name.endsWith('.mjs'))) return names.toSorted();
  throw new AutoaliasError(
    'config-invalid',
    `${functionsDir} contains no built functions; in a checkout run npm run build, else install the package again`,
  );
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
