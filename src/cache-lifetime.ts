/** The directives of a `Cache-Control` header by lower-case name. A directive without an argument has the value ''. */
export type CacheDirectives = ReadonlyMap<string, string>;

const DIRECTIVE = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:=("[^"]*"|[^\s",;=]+))?\s*$/;

/** Splits at the commas that are outside of quotes. */
const PARTS = /(?:"[^"]*"|[^",])+|"/g;

/** Reads a `Cache-Control` header (RFC 9111, section 5.2). Undefined if it has another form. */
export function readCacheControl(text: string): CacheDirectives | undefined {
  const directives = new Map<string, string>();
  for (const [part] of text.matchAll(PARTS)) {
    const [, name, argument = ''] = DIRECTIVE.exec(part) ?? [];
    if (name === undefined) return undefined;
    directives.set(name.toLowerCase(), argument.replaceAll('"', ''));
  }
  return directives.size === 0 ? undefined : directives;
}

/** In seconds. An alias that caches keep for more than a day still shows the old target when the next one is a day old. */
const LONG = 86_400;

/** Reads the directives that decide the lifetime. Undefined if caches must ask before each use, or for another form. */
function lifetimeDirectives(cacheControl: string): CacheDirectives | undefined {
  const directives = readCacheControl(cacheControl);
  return directives?.has('no-cache') || directives?.has('no-store') ? undefined : directives;
}

/**
 * Whether caches may serve an answer for more than a day without asking the store. `no-cache` and `no-store` outrank
 * every other directive.
 */
export function isLongLived(cacheControl: string): boolean {
  const directives = lifetimeDirectives(cacheControl);
  if (directives === undefined) return false;
  const seconds = ['max-age', 's-maxage'].map((name) => Number(directives.get(name) ?? 0));
  // A browser does not ask again for an immutable answer, and chooses the lifetime itself if there is no max-age.
  const isImmutable = directives.has('immutable') && directives.get('max-age') === undefined;
  return isImmutable || seconds.some((each) => each > LONG);
}

/**
 * Whether `Expires` decides how long some caches serve an answer: there is no `Cache-Control` that does (RFC 9111, section
 * 4.2.1). With `s-maxage` alone, browsers still use `Expires`.
 */
export function usesExpires(cacheControl: string | undefined): boolean {
  return cacheControl === undefined || lifetimeDirectives(cacheControl)?.has('max-age') === false;
}

/** The two headers that decide how long caches serve an answer. */
export interface LifetimeHeaders {
  readonly cacheControl?: string;
  readonly expires?: string;
}

/**
 * The header with which caches may serve an answer for more than a day. Undefined if there is none.
 *
 * @param since when the answer was last changed, in milliseconds. `Expires` is compared with it.
 */
export function longLivedHeader(
  { cacheControl, expires }: LifetimeHeaders,
  since: number,
): { readonly name: 'Cache-Control' | 'Expires'; readonly value: string } | undefined {
  if (cacheControl !== undefined && isLongLived(cacheControl)) return { name: 'Cache-Control', value: cacheControl };
  const isLater = Date.parse(expires ?? '') - since > LONG * 1000;
  return expires !== undefined && isLater && usesExpires(cacheControl)
    ? { name: 'Expires', value: expires }
    : undefined;
}
