import * as z from 'zod';
import { RIGHTS } from './right.ts';

/** The caller that AUTOALIAS_TOKEN identifies, as the history shows it. */
export const UNNAMED_CALLER = 'http';

/**
 * Names a token or an issuer, and so the caller in the history. A colon separates the name of an issuer from what its
 * token says, so no name may contain one.
 */
export const callerName = z
  .string()
  .regex(/^[\w.@/-]{1,64}$/, 'it must have 1 to 64 letters, digits or characters of . _ @ / -')
  .refine(
    (name) => name !== UNNAMED_CALLER,
    `"${UNNAMED_CALLER}" is the caller with AUTOALIAS_TOKEN; use another name`,
  );

/** The rights of a caller. */
export const rightList = z.array(z.enum(RIGHTS, `it must be one of ${RIGHTS.join(', ')}`)).min(1, 'it is empty');

/** One entry of AUTOALIAS_TOKENS. */
const scopedToken = z.strictObject({
  name: callerName,
  rights: rightList,
  sha256: z
    .string()
    .regex(/^[\da-f]{64}$/i, 'it must be the SHA-256 hash of the token, 64 hex digits')
    .transform((hash) => hash.toLowerCase()),
});

/** The value of AUTOALIAS_TOKENS. */
export const scopedTokens = z
  .array(scopedToken)
  .superRefine((tokens, { addIssue }) => {
    for (const field of ['name', 'sha256'] as const) {
      const values = tokens.map((token) => token[field]);
      const at = values.findIndex((value, i) => values.indexOf(value) < i);
      if (at >= 0) addIssue({ code: 'custom', path: [at, field], message: 'another entry has the same value' });
    }
  })
  .readonly();

/** A token with a name and rights. Only its hash is known. */
export type ScopedToken = Readonly<z.infer<typeof scopedToken>>;
