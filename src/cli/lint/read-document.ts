import { parseDocument } from 'yaml';
import type * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { readRulesText } from '../read-rules-text.ts';

/** A file beside the rules, read but not yet understood. */
export interface ReadDocument {
  readonly value: unknown;
  /** Any part of it as a schema has it; refused with `what` before the reason. */
  as<T>(schema: z.ZodType<T>, part: unknown, what?: string): T;
}

/**
 * A JSON or YAML file that is not rules.
 *
 * @param instead what to name in its place, for messages.
 * @throws AutoaliasError `config-invalid` for one that cannot be read, and by `as` for one that is something else.
 */
export const readDocument = (file: string, instead: string): ReadDocument => {
  const refusal = (why: string, cause: unknown) =>
    new AutoaliasError('config-invalid', `${file} cannot be used: ${why}; ${instead}`, { cause });
  return {
    value: plainValue(readRulesText(file, instead), refusal),
    as: (schema, part, what) => {
      const read = schema.safeParse(part);
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      const path = [...(what === undefined ? [] : [what]), ...(issue?.path ?? [])].map(String).join('.');
      throw refusal(`${path || 'it'}: ${issue?.message ?? 'it is something else'}`, read.error);
    },
  };
};

const plainValue = (text: string, refusal: (why: string, cause: unknown) => AutoaliasError): unknown => {
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined) throw refusal(problem.message.replace(/\s+/g, ' ').slice(0, 200), problem);
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw refusal(cause instanceof Error ? cause.message : String(cause), cause);
  }
};
