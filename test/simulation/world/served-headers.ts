import type { ContentHeaders } from '../../../src/stores/object-attributes.ts';

/** The headers that an alias must have, as text in a fixed order. The rules of the simulations set none. */
export function servedHeaders(target: ContentHeaders): string {
  return showHeaders({ ...target, cacheControl: 'no-cache', expires: undefined });
}

/** The headers as text, in a fixed order. */
export function showHeaders(headers: { readonly [name in keyof ContentHeaders]: string | undefined }): string {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1)));
}
