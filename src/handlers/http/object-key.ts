import * as z from 'zod';

const LONGEST = 1023;

const text = z
  .string()
  .refine((value) => !/\p{Surrogate}/u.test(value), 'it holds half a surrogate pair, and keys are UTF-8')
  .refine((value) => new TextEncoder().encode(value).length <= LONGEST, `it is longer than ${LONGEST} bytes`)
  .refine((value) => !/^[/\\]/.test(value), 'no key begins with / or \\');

/** A key as a person gives it: what cannot name an object is a mistake to tell, and not to ask the store about. */
export const objectKey = text.refine((value) => value !== '', 'it is empty');

/** What keys may begin with; the empty text is what all do. */
export const keyPrefix = text;
