import type * as z from 'zod';
import { tokenFlaw } from './api-token.ts';
import { type ScopedToken, scopedTokens } from './scoped-token.ts';
import { type TrustedIssuer, trustedIssuers } from './trusted-issuer.ts';

/** Who may call the HTTP API, besides the holder of AUTOALIAS_TOKEN. */
export interface AccessSettings {
  readonly tokens: readonly ScopedToken[];
  readonly issuers: readonly TrustedIssuer[];
  /** Why the settings cannot be used. Each one names the variable and the place. If there are any, every request fails. */
  readonly flaws: readonly string[];
}

/** The settings of a function that accepts only AUTOALIAS_TOKEN. */
export const NO_ACCESS: AccessSettings = { tokens: [], issuers: [], flaws: [] };

/** The values of the variables that say who may call the HTTP API. */
export interface AccessVariables {
  readonly token: string | undefined;
  readonly tokens: string | undefined;
  readonly oidc: string | undefined;
}

/** Reads the variables that say who may call the HTTP API. Never throws, so that the health check keeps working. */
export function readAccessSettings({ token, tokens, oidc }: AccessVariables): AccessSettings {
  const ofToken = token === undefined ? undefined : tokenFlaw(token);
  const scoped = readList('AUTOALIAS_TOKENS', tokens, scopedTokens, TOKENS_EXAMPLE);
  const trusted = readList('AUTOALIAS_OIDC', oidc, trustedIssuers, OIDC_EXAMPLE);
  return {
    tokens: scoped.list,
    issuers: trusted.list,
    flaws: [...(ofToken === undefined ? [] : [ofToken]), ...scoped.flaws, ...trusted.flaws],
  };
}

const TOKENS_EXAMPLE =
  'write a list of entries that autoalias token printed, [{"name":"ci","rights":["read"],"sha256":"…"}]';
const OIDC_EXAMPLE =
  'write [{"issuer":"https://…","audience":"…","name":"github","rights":["read"],"claims":{"repository_id":"…"}}]';

interface ReadList<T> {
  readonly list: readonly T[];
  readonly flaws: readonly string[];
}

function readList<T>(
  variable: string,
  text: string | undefined,
  schema: z.ZodType<readonly T[]>,
  example: string,
): ReadList<T> {
  if (text === undefined) return { list: [], flaws: [] };
  const json = jsonIn(text);
  if (json === undefined) return { list: [], flaws: [`${variable} is not JSON; ${example}`] };
  const parsed = schema.safeParse(json, { error: fieldFlaw });
  if (parsed.success) return { list: parsed.data, flaws: [] };
  const flaws = parsed.error.issues.map(({ path, message }) => `${variable}${placeOf(path)}: ${message}`);
  return { list: [], flaws: [`${flaws.slice(0, MOST_FLAWS).join('; ')}; ${example}`] };
}

const MOST_FLAWS = 5;

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A path as in JavaScript: `[0].claims.ref`. */
function placeOf(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
}

/** The message of a field, without its value: a person may have written a token where a hash belongs. */
function fieldFlaw(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') return `there is no field ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  if (issue.code !== 'invalid_type') return undefined;
  return issue.input === undefined
    ? 'it is missing'
    : `it must be ${issue.expected === 'array' ? 'a list' : `of type ${issue.expected}`}`;
}
