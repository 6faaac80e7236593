import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../../oss-wire/signable-request.ts';
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

const absolute = /^https?:\/\/([^/?#]*)/i;

/** Parses a request target. Throws URIError for `*` and for a malformed `%`. */
export function splitTarget(target: string): RequestTarget {
  const text = utf8FromLatin1(target);
  const authority = absolute.exec(text);
  const rest = authority === null ? text : text.slice(authority[0].length);
  const mark = rest.indexOf('?');
  const path = mark < 0 ? rest : rest.slice(0, mark);
  if (path !== '' && !path.startsWith('/')) throw new URIError(`a request target begins with "/": ${target}`);
  return {
    path: path === '' ? '/' : path,
    query: mark < 0 ? [] : readQuery(rest.slice(mark + 1)),
    ...(authority === null ? {} : { authority: authority[1] ?? '' }),
  };
}

function readQuery(query: string): QueryPair[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? [formDecode(pair), '']
        : [formDecode(pair.slice(0, equals)), formDecode(pair.slice(equals + 1))];
    });
}

/** In a query, `+` is a space, as SDKs write it, and `%2B` a plus sign. In a path, `+` is a plus sign. */
function formDecode(encoded: string): string {
  return percentDecode(encoded.replaceAll('+', ' '));
}
