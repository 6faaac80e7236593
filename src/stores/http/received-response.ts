import { headerText } from '../../oss-wire/header-text.ts';
import type { HttpResponse } from './http-message.ts';

/** An answer as undici received it. Headers are decoded when they are read: most operations read three of ten. */
export class ReceivedResponse implements HttpResponse {
  readonly status: number;
  readonly body: string;
  readonly #raw: readonly Buffer[];

  /** @param raw undici's flat list of names and values. */
  constructor(status: number, raw: readonly Buffer[], body: string) {
    this.status = status;
    this.#raw = raw;
    this.body = body;
  }

  get headers(): Readonly<Record<string, string>> {
    return readRawHeaders(this.#raw);
  }

  header(name: string): string | undefined {
    return readRawHeader(this.#raw, name);
  }
}

/**
 * Headers by lower-case name, from undici's flat list of names and values. The values of a repeated header are joined.
 */
export function readRawHeaders(raw: readonly Buffer[]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at]?.toString('latin1').toLowerCase() ?? '';
    headers[name] = joined(headers[name], raw[at + 1]);
  }
  return headers;
}

/** One of these headers. `name` is in lower case. */
export function readRawHeader(raw: readonly Buffer[], name: string): string | undefined {
  let value: string | undefined;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    if (isNamed(raw[at], name)) value = joined(value, raw[at + 1]);
  }
  return value;
}

function joined(before: string | undefined, bytes: Buffer | undefined): string {
  const value = bytes === undefined ? '' : headerText(bytes);
  return before === undefined ? value : `${before}, ${value}`;
}

/** Compares a name as it was received, in any case, with a lower-case name of letters, digits and hyphens. */
function isNamed(bytes: Buffer | undefined, name: string): boolean {
  if (bytes?.length !== name.length) return false;
  for (let at = 0; at < name.length; at++) {
    // 0x20 turns upper case into lower case. No other byte of a header name becomes a letter, a digit or a hyphen by it.
    if (((bytes[at] ?? 0) | 0x20) !== name.charCodeAt(at)) return false;
  }
  return true;
}
