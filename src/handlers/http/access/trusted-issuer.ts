import * as z from 'zod';
import { callerName, rightList } from './scoped-token.ts';

/** What a claim may be. Tokens of GitLab have `"true"` as text, so numbers and booleans are compared as text. */
const claimValue = z.union([z.string().min(1), z.number(), z.boolean()]).transform(String);

const acceptedValues = z.union(
  [claimValue.transform((value) => [value]), z.array(claimValue).min(1, 'it is empty')],
  'it must be a text or a list of texts',
);

const issuerUrl = z.string().refine(isIssuerUrl, 'it must be an https:// address without a query');

/** One entry of AUTOALIAS_OIDC. */
const trustedIssuer = z
  .strictObject({
    issuer: issuerUrl,
    audience: z.string().min(1, 'it is empty'),
    name: callerName,
    rights: rightList,
    claims: z
      .record(z.string(), acceptedValues)
      .refine(
        (claims) => Object.keys(claims).length > 0,
        'it is empty, so every token of the issuer would be accepted',
      ),
  })
  .superRefine(({ issuer, claims }, { addIssue }) => {
    const ids = SHARED_ISSUERS.find(({ url }) => issuer === url || issuer.startsWith(`${url}/`))?.ids;
    if (ids === undefined || ids.some((id) => claims[id] !== undefined)) return;
    const message = `everyone can get tokens of this issuer; add ${ids.map((id) => `"${id}"`).join(' or ')}`;
    addIssue({ code: 'custom', path: ['claims'], message });
  });

/**
 * Issuers that give tokens to everyone with an account, and the claims that say whose repository it is. Names of
 * repositories can pass to others, and GitHub changed the form of `sub` in 2026, so the ids have to be compared.
 */
const SHARED_ISSUERS = [
  { url: 'https://token.actions.githubusercontent.com', ids: ['repository_id', 'repository_owner_id'] },
  { url: 'https://gitlab.com', ids: ['project_id', 'namespace_id'] },
] as const;

function isIssuerUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return protocol === 'https:' && `${search}${hash}${username}${password}` === '';
}

/** The value of AUTOALIAS_OIDC. */
export const trustedIssuers = z.array(trustedIssuer).readonly();

/** An issuer of OIDC tokens, with what its tokens must contain and what they allow. */
export interface TrustedIssuer {
  /** The claim `iss`, exactly. */
  readonly issuer: string;
  /** A value that the claim `aud` must contain. */
  readonly audience: string;
  readonly name: string;
  readonly rights: z.infer<typeof rightList>;
  /** The accepted values of each claim. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
}
