import { lowerCaseHeaders } from '../lower-case-headers.ts';
import { signedByDefault } from './signed-by-default.ts';

/** One `name:value` line, newline included, for each signed header; empty when there is none. */
export const canonicalHeaders = (headers: Readonly<Record<string, string>>, additional: readonly string[]): string =>
  [...lowerCaseHeaders(headers)]
    .filter(([name]) => signedByDefault(name) || additional.includes(name))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
