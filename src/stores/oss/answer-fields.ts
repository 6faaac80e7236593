import * as z from 'zod';

/** Fields of answers, from the text that OSS writes to the value that is meant. */
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
