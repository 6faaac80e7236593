import { longLivedHeader } from '../../cache-lifetime.ts';
import type { HeaderPolicy } from '../../rules/header-policy.ts';
import { type ContentHeaders, contentHeaderNames } from '../../stores/object-attributes.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';

/**
 * The headers of a link. A reader of a link gets the headers of the link, not those of the target (OSS GetObject page),
 * so the link repeats the headers of its target, such as Content-Type. Those that say how long caches may keep the answer
 * come from the policy: a target never changes, but the link moves. `Expires` is a date that the uploader chose for the
 * target, so it is never copied.
 */
export function linkHeaders(policy: HeaderPolicy, target: ContentHeaders): ContentHeaders {
  const { expires: _, ...copied } = target;
  const own = FIELDS.flatMap(([field, name]) => {
    const value = policyValue(policy, name);
    return value === undefined ? [] : [[field, value]];
  });
  return { ...copied, ...Object.fromEntries(own) };
}

/**
 * The header with which caches may serve a link for more than a day, and whether its rule asks for it. Undefined if there is
 * none. GetSymlink may not return all headers, so undefined does not prove that there is none.
 */
export function longLifetime(
  policy: HeaderPolicy,
  { headers, lastModified = 0 }: Pick<SymlinkFound, 'headers' | 'lastModified'>,
): { readonly header: string; readonly isWanted: boolean } | undefined {
  const found = longLivedHeader(headers, lastModified);
  if (found === undefined) return undefined;
  const { name, value } = found;
  // Without Cache-Control in the policy, the target decides. Expires is never copied, so only the rule can ask for it.
  const isInherited = name === 'Cache-Control' && policy[name] === undefined;
  return { header: `${name}: ${value}`, isWanted: isInherited || policy[name] === value };
}

/** The header of {@link longLifetime}, if its rule does not ask for it. */
export function unwantedLifetime(policy: HeaderPolicy, link: SymlinkFound): string | undefined {
  const found = longLifetime(policy, link);
  return found?.isWanted === false ? found.header : undefined;
}

const FIELDS = Object.entries(contentHeaderNames) as [keyof ContentHeaders, string][];

function policyValue(policy: HeaderPolicy, lowerCaseName: string): string | undefined {
  return Object.entries(policy).find(([name]) => name.toLowerCase() === lowerCaseName)?.[1];
}
