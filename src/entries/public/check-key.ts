import { AutoaliasError } from '../../autoalias-error.ts';
import { LONGEST_KEY, type ObjectKeyFlaw, objectKeyFlaw } from '../../object-key.ts';

const REASONS: Readonly<Record<ObjectKeyFlaw, string>> = {
  empty: 'it is empty',
  'not-utf8': 'it contains half of a surrogate pair, and keys are UTF-8',
  'too-long': `it is longer than ${LONGEST_KEY} bytes`,
  'leading-slash': 'no key begins with / or \\',
};

/** Returns the key. Throws AutoaliasError `usage` for a text that cannot name an object. */
export function checkKey(key: string): string {
  const flaw = objectKeyFlaw(key);
  if (flaw === undefined) return key;
  throw new AutoaliasError('usage', `the key ${JSON.stringify(key)} cannot name an object: ${REASONS[flaw]}`);
}
