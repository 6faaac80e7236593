import { AutoaliasError } from './autoalias-error.ts';

/** Where autoalias keeps its own objects, unless `AUTOALIAS_STATE` names another prefix. */
export const STATE_PREFIX = '.autoalias/';

/**
 * Whether a key is below the default state prefix. No rule reads such a key: it is never a candidate, an alias or a
 * marker.
 */
export function isStateKey(key: string): boolean {
  return key.startsWith(STATE_PREFIX);
}

/**
 * Reads `AUTOALIAS_STATE`: a prefix that ends with a slash, nothing for {@link STATE_PREFIX}, or `off`.
 *
 * @returns undefined for `off`: autoalias then keeps no objects of its own.
 * @throws AutoaliasError `config-invalid` for any other text.
 */
export function readStatePrefix(text: string | undefined): string | undefined {
  const written = text?.trim() ?? '';
  if (written === '') return STATE_PREFIX;
  if (written === 'off') return undefined;
  if (written.endsWith('/') && !/^[/\\]/.test(written)) return written;
  throw new AutoaliasError(
    'config-invalid',
    `AUTOALIAS_STATE is ${JSON.stringify(written)}, which is not a prefix; write one that ends with a slash, like ${STATE_PREFIX}, or off`,
  );
}

/**
 * Refuses a state prefix that overlaps with a prefix of the rules. Rules ignore keys below the default prefix, but not
 * below another one.
 *
 * @param listed the prefixes of all candidates and aliases.
 * @throws AutoaliasError `config-invalid`
 */
export function checkStatePrefix(state: string, listed: readonly string[]): void {
  const other = listed.find((prefix) => prefix.startsWith(state) || state.startsWith(prefix));
  if (state === STATE_PREFIX || other === undefined) return;
  throw new AutoaliasError(
    'config-invalid',
    `AUTOALIAS_STATE is ${JSON.stringify(state)}, but the rules read keys that begin with ${JSON.stringify(other)}; choose a prefix that no rule reads, or leave it empty`,
  );
}
