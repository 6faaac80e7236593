import * as z from 'zod';

/** Schemas of the fields in answers. They convert text to values. */
export const answerFields = {
  /** ISO 8601 or HTTP date, to Unix milliseconds. */
  time: z
    .string()
    .transform((text) => Date.parse(text))
    .pipe(z.number()),
  count: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().int()),
  etag: z.string().transform((text) => text.replace(/^"|"$/g, '')),
  flag: z.enum(['true', 'false']).transform((text) => text === 'true'),
};

export type Headers = Readonly<Record<string, string>>;

/** The `Date` header. A store without a valid one does not say its time. */
export function readDate({ date }: Headers): { readonly date?: number } {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? {} : { date: time };
}
