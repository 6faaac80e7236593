import { readCacheControl } from '../cache-lifetime.ts';
import { memoize } from '../memoize.ts';
import { digest } from './compile/digest/digest.ts';
import type { RuleProblem } from './compile/rule-problem.ts';
import type { WrittenRule } from './file/rules-schema.ts';

/** The headers that a rule can set on its aliases: the content headers that PutSymlink stores. */
export const LINK_HEADERS = [
  'Cache-Control',
  'Content-Type',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Expires',
] as const;
export type LinkHeader = (typeof LINK_HEADERS)[number];

/**
 * The headers of an alias that its rule decides. They replace those of the target. The alias copies all others from its
 * target, except `Expires`.
 */
export type HeaderPolicy = Readonly<Partial<Record<LinkHeader, string>>>;

/** The alias moves, so caches must ask before they serve it again. */
const DEFAULT_POLICY: HeaderPolicy = { 'Cache-Control': 'no-cache' };

/**
 * The policy of an alias, or what is wrong with it.
 *
 * @param own what the alias itself says
 * @param index of the alias in its rule
 */
export function compileHeaderPolicy(
  { headers: ofRule }: Pick<WrittenRule, 'headers'>,
  own: WrittenRule['headers'],
  index: number,
): { readonly headers: HeaderPolicy } | RuleProblem {
  const chosen = own ?? ofRule;
  if (chosen === undefined) return { headers: DEFAULT_POLICY };
  if (chosen === 'inherit') return { headers: {} };
  const headers = Object.fromEntries(LINK_HEADERS.flatMap((name) => (name in chosen ? [[name, chosen[name]]] : [])));
  const bad = LINK_HEADERS.find((name) => chosen[name] !== undefined && !FORMS[name].fits(chosen[name]));
  if (bad === undefined) return { headers: { ...DEFAULT_POLICY, ...headers } };
  return {
    path: own === undefined ? ['headers', bad] : ['aliases', index, 'headers', bad],
    what: `headers.${bad} cannot be used`,
    why: `"${chosen[bad]}" is not ${FORMS[bad].form}`,
    instead: `write it like ${FORMS[bad].example}`,
  };
}

/** A digest of a policy. Links that were written under another one are written again. */
export function headerPolicyDigest(headers: HeaderPolicy): string {
  return digestOfHeaders(JSON.stringify(LINK_HEADERS.map((name) => headers[name] ?? '')));
}

/** Most aliases have the default policy. */
const digestOfHeaders = memoize(digest);

interface HeaderForm {
  readonly fits: (value: string) => boolean;
  readonly form: string;
  readonly example: string;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETERS = `(?: *; *${TOKEN}=(?:${TOKEN}|"[^"]*"))*`;
const TOKENS = new RegExp(`^${TOKEN}(?: *, *${TOKEN})*$`);
const MEDIA_TYPE = new RegExp(`^${TOKEN}/${TOKEN}${PARAMETERS}$`);
const DISPOSITION = new RegExp(`^${TOKEN}${PARAMETERS}$`);

function matching(pattern: RegExp): HeaderForm['fits'] {
  return (value) => pattern.test(value);
}

const FORMS: Readonly<Record<LinkHeader, HeaderForm>> = {
  'Cache-Control': { fits: isCacheControl, form: 'a list of cache directives', example: 'max-age=60' },
  'Content-Type': {
    fits: matching(MEDIA_TYPE),
    form: 'a media type',
    example: 'text/html; charset=utf-8',
  },
  'Content-Disposition': {
    fits: matching(DISPOSITION),
    form: 'a disposition',
    example: 'attachment; filename="app.tgz"',
  },
  'Content-Encoding': { fits: matching(TOKENS), form: 'a list of content codings', example: 'gzip' },
  'Content-Language': { fits: matching(TOKENS), form: 'a list of language tags', example: 'en' },
  Expires: {
    fits: (value) => value === '0' || (value.endsWith(' GMT') && new Date(Date.parse(value)).toUTCString() === value),
    form: 'an HTTP date or 0',
    example: 'Fri, 27 Nov 2026 23:30:00 GMT',
  },
};

/** Directives whose argument is a number of seconds. A cache ignores the whole directive if it is not. */
const IN_SECONDS = ['max-age', 's-maxage', 'stale-while-revalidate', 'stale-if-error'] as const;

function isCacheControl(value: string): boolean {
  const directives = readCacheControl(value);
  if (directives === undefined) return false;
  return IN_SECONDS.every((name) => /^\d{1,10}$/.test(directives.get(name) ?? '0'));
}
