import type { HeaderList } from '../../src/oss-wire/header-list.ts';
import type { SignableRequest } from '../../src/oss-wire/signable-request.ts';
import { type AuthorizingV4, authorizeV4 } from '../../src/stores/oss/request/authorize-v4.ts';

/** The headers of a list by name. Fails if a name is repeated. */
export function headerRecord(list: HeaderList): Record<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at < list.length; at += 2) headers.set(list[at] ?? '', list[at + 1] ?? '');
  if (headers.size * 2 !== list.length) throw new Error(`a header is repeated: ${list.join(', ')}`);
  return Object.fromEntries(headers);
}

/** The headers of a request with its V4 signature, by name. */
export function authorizedHeaders(request: SignableRequest, how: AuthorizingV4): Record<string, string> {
  return headerRecord(authorizeV4(request, how).headers);
}
