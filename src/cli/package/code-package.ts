import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Cloud } from '../../cloud.ts';
import { writeAheadFile } from '../../handlers/function/rules/ahead-file.ts';
import { rulesDigest } from '../../handlers/function/rules/rules-digest.ts';
import { compileAhead } from '../../rules/ahead/compile-ahead.ts';
import { STATE_PREFIX } from '../../state-key.ts';
import type { Store } from '../../stores/store.ts';
import type { CliIo } from '../cli-io.ts';
import { zipFunctions } from './zip-functions.ts';

/** The code of a deployment: the built functions with their rules. */
export interface CodePackage {
  readonly zip: Uint8Array;
  /** In hex. */
  readonly sha256: string;
}

/**
 * Packs the functions of a cloud and the rules. The same functions and rules make the same bytes.
 *
 * @throws AutoaliasError `config-invalid` if the functions were not built. RulesInvalid for invalid rules.
 */
export function packCode(
  { functionsDir }: Pick<CliIo, 'functionsDir'>,
  text: string,
  cloud: Cloud = 'alibaba',
): CodePackage {
  const directory = functionsDir ?? fileURLToPath(new URL('../functions', import.meta.url));
  const ahead = writeAheadFile(compileAhead(text, 'autoalias.yaml', rulesDigest(text)));
  const zip = zipFunctions(directory, { text, ahead }, cloud);
  return { zip, sha256: createHash('sha256').update(zip).digest('hex') };
}

/**
 * A key that depends on the content: a stack updates its functions only if the key changes, and an old key is never
 * overwritten.
 *
 * @param isOwnBucket whether it is in the bucket of the aliases, below the prefix that no rule reads.
 */
export function codeKey({ sha256 }: Pick<CodePackage, 'sha256'>, isOwnBucket = false): string {
  return `${isOwnBucket ? `${STATE_PREFIX}code` : 'autoalias'}/${sha256.slice(0, 12)}.zip`;
}

/**
 * Whether exactly this package is at its key. The functions can write below the state prefix, so that something is there does
 * not mean that it is this package.
 */
export async function isUploaded(store: Store, key: string, { zip }: CodePackage): Promise<boolean> {
  const found = await store.send({ operation: 'HeadObject', key });
  if (found.found !== 'object' || found.size !== zip.length) return false;
  // The ETag of an object that PutObject wrote is its MD5 digest.
  return found.etag.toUpperCase() === createHash('md5').update(zip).digest('hex').toUpperCase();
}
