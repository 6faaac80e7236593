import * as z from 'zod';

/**
 * A list whose length is checked before its elements. Otherwise zod collects an issue for each of a million wrong elements,
 * which blocks all other requests.
 */
export function shortList<T extends z.ZodType>(element: T, most: number) {
  return z
    .array(z.unknown())
    .max(most, { error: `has more than ${most} elements` })
    .pipe(z.array(element));
}
