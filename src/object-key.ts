import { utf8Length } from './utf8-length.ts';

/** The longest object key, in bytes of UTF-8 (OSS "Limits" page). */
export const LONGEST_KEY = 1023;

/** The characters that OSS allows nowhere at the beginning of a key (OSS "Object naming conventions" page). */
export const LEADING_SLASHES = /^[/\\]+/;

/** A surrogate without its pair has no UTF-8 form. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Nearly all keys have no surrogates. V8 knows that from how it stores the text, and does not read it. */
const ANY_SURROGATE = /[\ud800-\udfff]/;

/** Whether a text has characters that take two units of UTF-16, or halves of them. */
export function hasSurrogates(text: string): boolean {
  return ANY_SURROGATE.test(text);
}

/** Why a text cannot be an object key. `leading-slash` stands for `/` and for `\`. */
export type ObjectKeyFlaw = 'empty' | 'not-utf8' | 'too-long' | 'leading-slash';

/**
 * Why a text cannot name an object, or undefined if it can: a key is 1 to 1,023 bytes of UTF-8 and begins with neither
 * `/` nor `\`.
 *
 * `leading-slash` is reported last, because some callers accept it: they still learn about every other flaw.
 */
export function objectKeyFlaw(key: string, longest: number = LONGEST_KEY): ObjectKeyFlaw | undefined {
  if (key === '') return 'empty';
  if (hasSurrogates(key) && LONE_SURROGATE.test(key)) return 'not-utf8';
  // A UTF-16 unit takes at most three bytes, so most keys need not be counted.
  if (key.length * 3 > longest && utf8Length(key) > longest) return 'too-long';
  if (LEADING_SLASHES.test(key)) return 'leading-slash';
  return undefined;
}
