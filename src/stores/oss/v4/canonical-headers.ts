import { signedByDefault } from './signed-by-default.ts';

/**
 * One `name:value` line, newline included, for each signed header; empty when there is none. `headers` are those that
 * lowerCaseHeaders() gives.
 */
export function canonicalHeaders(headers: ReadonlyMap<string, string>, additional: readonly string[]): string {
  let lines = '';
  for (const [name, value] of headers) {
    if (signedByDefault(name) || additional.includes(name)) lines += `${name}:${value}\n`;
  }
  return lines;
}
