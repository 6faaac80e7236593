import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Cloud } from '../../cloud.ts';
import { FUNCTION_NAMES } from '../../deploy/deployment.ts';
import { codeOf } from '../../error-text.ts';
import { cfcBundle, cfcEntry } from './cfc-entry.ts';

/** The file names that the functions look for next to their bundles. */
const RULES_FILE = 'autoalias.yaml';
const AHEAD_FILE = 'autoalias.ahead.json';

/** The rules of a package: the text that people read, and what it compiles to ahead, as JSON. */
export interface PackedRules {
  readonly text: string;
  readonly ahead: string;
}

/** Unix, so that the attributes below are file modes. */
const UNIX = 3;
const READABLE = (0o100644 << 16) >>> 0;

/** What a zip contains besides the rules: the bundles that the platform calls, and files that it needs to call them. */
const CONTENTS: Readonly<
  Record<Cloud, { readonly roots: readonly string[]; readonly more: Readonly<Record<string, string>> }>
> = {
  alibaba: { roots: FUNCTION_NAMES.map((id) => `${id}.mjs`), more: {} },
  baidu: { roots: FUNCTION_NAMES.map(cfcBundle), more: { 'index.js': cfcEntry() } },
};

/**
 * Packs the built functions of a cloud and their rules into a zip without folders, as Function Compute and CFC require. The
 * same functions and rules make the same bytes at any time, on any machine, so that a digest can name the zip.
 *
 * @throws AutoaliasError `config-invalid` if the directory does not contain built functions.
 */
export function zipFunctions(functionsDir: string, rules: PackedRules, cloud: Cloud = 'alibaba'): Uint8Array {
  const { roots, more } = CONTENTS[cloud];
  const files: Zippable = {};
  for (const [name, text] of Object.entries(more)) files[name] = new TextEncoder().encode(text);
  const bundles = bundlesIn(functionsDir, roots);
  for (const name of [...bundles.keys()].toSorted()) files[name] = bundles.get(name) ?? new Uint8Array();
  files[RULES_FILE] = new TextEncoder().encode(rules.text);
  files[AHEAD_FILE] = new TextEncoder().encode(rules.ahead);
  // fflate writes the local time of a date, so this date is the same in every time zone. It is the earliest in a zip.
  return zipSync(files, { level: 9, mtime: new Date(1980, 0, 1), os: UNIX, attrs: READABLE });
}

/** A file that a bundle loads at once or later, or whose URL it makes: `./chunk-A.mjs`, `otlp.mjs`, `llhttp.wasm`. */
const LOADED = /["'](?:\.\/)?([\w.-]+\.(?:mjs|wasm))["']/g;

/** The bundles, all modules that they load, and the licences. */
function bundlesIn(functionsDir: string, roots: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const present = new Set(namesIn(functionsDir));
  if (!roots.every((name) => present.has(name))) {
    throw new AutoaliasError(
      'config-invalid',
      `${functionsDir} contains no built functions; in a checkout run npm run build, else install the package again`,
    );
  }
  const found = new Map<string, Uint8Array>();
  const open = [...roots, ...[...present].filter((name) => name.endsWith('.txt'))];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    const bytes = readFileSync(join(functionsDir, name));
    found.set(name, bytes);
    for (const [, loaded = ''] of bytes.toString().matchAll(LOADED)) if (present.has(loaded)) open.push(loaded);
  }
  return found;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
