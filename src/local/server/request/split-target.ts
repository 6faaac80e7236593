import { defined } from '../../../defined.ts';
import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import { readQuery } from './read-query.ts';
import { utf8FromLatin1 } from './utf8-from-latin1.ts';

/** The parts of a request target, unchanged: `.` and `..` are not resolved, `//` not collapsed, `%2F` not decoded. */
export interface RequestTarget {
  /** As sent, beginning with `/`. */
  readonly path: string;
  /** Decoded, in order. */
  readonly query: readonly QueryPair[];
  /** Host and port of a target in absolute form (`GET http://host/path`), which clients send to proxies. */
  readonly authority?: string;
}

const absolute = /^(?<prefix>https?:\/\/(?<authority>[^/?#]*))/i;

/** An empty host is not valid, and a user must be refused (RFC 9110, sections 4.2.1 and 4.2.4). */
const hostAndPort = /^[^@:][^@]*$/;

/** Parses a request target. Throws URIError for `*`, a malformed `%`, and an authority without a host or with a user. */
export function splitTarget(target: string): RequestTarget {
  const text = utf8FromLatin1(target);
  const { prefix = '', authority } = absolute.exec(text)?.groups ?? {};
  if (authority !== undefined && !hostAndPort.test(authority)) {
    throw new URIError(`the authority of a request target is a host and a port: ${target}`);
  }
  const rest = text.slice(prefix.length);
  const mark = rest.indexOf('?');
  const path = mark < 0 ? rest : rest.slice(0, mark);
  if (path !== '' && !path.startsWith('/')) throw new URIError(`a request target begins with "/": ${target}`);
  return {
    path: path === '' ? '/' : path,
    query: mark < 0 ? [] : readQuery(rest.slice(mark + 1), formDecode),
    ...defined({ authority }),
  };
}

/** In a query, `+` is a space, as SDKs write it, and `%2B` a plus sign. In a path, `+` is a plus sign. */
function formDecode(encoded: string): string {
  return percentDecode(encoded.replaceAll('+', ' '));
}
