import { AutoaliasError } from '../../autoalias-error.ts';
import { objectKey } from '../../handlers/http/object-key.ts';

/** Returns the key. Throws AutoaliasError `usage` for a text that cannot name an object. */
export function checkKey(key: string): string {
  const checked = objectKey.safeParse(key);
  if (checked.success) return checked.data;
  throw new AutoaliasError(
    'usage',
    `the key ${JSON.stringify(key)} names no object: ${checked.error.issues[0]?.message}`,
  );
}
