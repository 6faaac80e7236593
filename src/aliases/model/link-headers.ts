import { isLongLived } from '../../cache-lifetime.ts';
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
 * The headers with which caches may serve a link for more than a day, if its rule does not ask for them. Undefined if
 * there are none. GetSymlink may not return all headers, so undefined does not prove that there are none.
 */
export function unwantedLifetime(policy: HeaderPolicy, link: SymlinkFound): string | undefined {
  const { cacheControl, expires } = link.headers;
  const isWanted = policy['Cache-Control'] === undefined || policy['Cache-Control'] === cacheControl;
  if (cacheControl !== undefined)
    return !isWanted && isLongLived(cacheControl) ? `Cache-Control: ${cacheControl}` : undefined;
  // Caches use Expires only without Cache-Control. No command copies it, so only the rule can ask for it.
  const isLater = Date.parse(expires ?? '') - (link.lastModified ?? 0) > DAY;
  return isLater && expires !== policy.Expires ? `Expires: ${expires}` : undefined;
}

const DAY = 86_400_000;

const FIELDS = Object.entries(contentHeaderNames) as [keyof ContentHeaders, string][];

function policyValue(policy: HeaderPolicy, lowerCaseName: string): string | undefined {
  return Object.entries(policy).find(([name]) => name.toLowerCase() === lowerCaseName)?.[1];
}
