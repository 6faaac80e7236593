import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import { readQuery } from '../../server/request/read-query.ts';
import { FcFault } from './fc-fault.ts';

/** The version in the path of a request: Function Compute 2.0 or 3.0. */
export type FcVersion = '2016-08-15' | '2023-03-30';

/** A request to the API of Function Compute, without its body. */
export interface FcRequest {
  readonly version: FcVersion;
  readonly method: string;
  /** As it was sent: percent-encoded, with the version. */
  readonly path: string;
  /** The decoded parts of the path behind the version. */
  readonly segments: readonly string[];
  /** Decoded. */
  readonly query: readonly QueryPair[];
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the request may use what is only for the owner of this machine. */
  readonly isLocal: boolean;
}

/** The version that a request target names. 3.0 for every other path. */
export function versionOf(target: string): FcVersion {
  return pathOf(target).startsWith('/2016-08-15/') ? '2016-08-15' : '2023-03-30';
}

/** The target can be an absolute URL. */
function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]+/i, '');
}

/** Parses a request. Throws an FcFault for a path or query that is not percent-encoded UTF-8. */
export function readFcRequest(request: Request, target: string, isLocal: boolean): FcRequest {
  const [path = '', ...query] = pathOf(target).split('?');
  const [, , ...segments] = path.split('/');
  return {
    version: versionOf(target),
    method: request.method,
    path,
    segments: segments.map(decoded),
    query: readQuery(query.join('?'), decoded),
    headers: Object.fromEntries(request.headers),
    isLocal,
  };
}

function decoded(text: string): string {
  try {
    return percentDecode(text);
  } catch (cause) {
    throw new FcFault('InvalidArgument', `the path or the query is not percent-encoded UTF-8: ${text}`, { cause });
  }
}
