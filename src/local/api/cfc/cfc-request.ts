import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import { readQuery } from '../../server/request/read-query.ts';
import { CfcFault } from './cfc-fault.ts';

/** A request to the API of CFC, without its body. */
export interface CfcRequest {
  readonly method: string;
  /** As it was sent: percent-encoded, without the query. */
  readonly path: string;
  /** The decoded parts of the path below `/v1/functions`. */
  readonly segments: readonly string[];
  /** Decoded. */
  readonly query: readonly QueryPair[];
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Parses a request. `target` is the path and query as they were sent, or an absolute URL, whose authority replaces the header
 * `Host` (RFC 9112, section 3.2.2).
 *
 * @throws CfcFault for a path or query that is not percent-encoded UTF-8.
 */
export function readCfcRequest(request: Request, target: string): CfcRequest {
  const { prefix = '', host } = /^(?<prefix>https?:\/\/(?<host>[^/?#]+))/i.exec(target)?.groups ?? {};
  const [path = '', ...query] = target.slice(prefix.length).split('?');
  const [, , , ...segments] = path.split('/');
  return {
    method: request.method,
    path,
    segments: segments.map(decoded).filter((segment) => segment !== ''),
    query: readQuery(query.join('?'), decoded),
    headers: { ...Object.fromEntries(request.headers), ...(host !== undefined && { host }) },
  };
}

function decoded(text: string): string {
  try {
    return percentDecode(text);
  } catch (cause) {
    throw new CfcFault(
      'InvalidParameterValueException',
      `the path or the query is not percent-encoded UTF-8: ${text}`,
      { cause },
    );
  }
}

/** A parameter of the query. SDKs write the names of some with a capital letter and of others without. */
export function parameter({ query }: CfcRequest, name: string): string | undefined {
  return query.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1];
}
