import type { Functions } from '../platform/functions.ts';
import { ARCHIVE_MUTANTS } from './archive-mutants.ts';
import { FUNCTION_MUTANTS } from './function-mutants.ts';
import { functionsBy } from './functions-by.ts';
import { PROTOCOL_MUTANTS } from './protocol-mutants.ts';
import { RELEASE_MUTANTS } from './release-mutants.ts';

/** Broken functions, each with one step missing. A simulator that does not find them proves nothing. */
export const MUTANTS: Readonly<Record<string, Functions>> = {
  ...Object.fromEntries(
    Object.entries({ ...PROTOCOL_MUTANTS, ...RELEASE_MUTANTS }).map(([name, handle]) => [
      name,
      functionsBy({ handle }),
    ]),
  ),
  ...FUNCTION_MUTANTS,
  ...ARCHIVE_MUTANTS,
};
