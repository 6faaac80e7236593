import { headerLatin1 } from './header-text.ts';

/**
 * Headers as a flat list: name, value, name, value, … undici sends such a list as it is, so the headers of a request are
 * written once for the signature and for the connection.
 */
export type HeaderList = readonly string[];

/**
 * Headers as a list in the order of their names, in lower case. The first of two equal names stays.
 *
 * @param begin headers to begin with, in this order already. The list is changed.
 */
export function headerList(headers: Readonly<Record<string, string>>, begin: string[] = []): string[] {
  for (const name in headers) addHeader(begin, name.toLowerCase(), headers[name] ?? '');
  return begin;
}

/**
 * Requests have about ten headers, and most of them come in order. So inserting each in its place takes a third of the time
 * of sorting pairs, and moving by hand half of that of splice().
 */
function addHeader(list: string[], name: string, value: string): void {
  let at = list.length;
  while (at > 0 && (list[at - 2] ?? '') > name) at -= 2;
  if (at > 0 && list[at - 2] === name) return;
  list.push(name, value);
  for (let to = list.length - 2; to > at; to -= 2) {
    list[to] = list[to - 2] ?? '';
    list[to + 1] = list[to - 1] ?? '';
  }
  list[at] = name;
  list[at + 1] = value;
}

/** The value of a header. `name` is in lower case. */
export function headerIn(list: HeaderList, name: string): string | undefined {
  for (let at = 0; at < list.length; at += 2) if (list[at] === name) return list[at + 1];
  return undefined;
}

/** Headers as they are sent: a list whose values have one character for each byte. */
export function sentHeaders(headers: Readonly<Record<string, string>>): HeaderList {
  const list: string[] = [];
  for (const name in headers) list.push(name, headerLatin1(headers[name] ?? ''));
  return list;
}
