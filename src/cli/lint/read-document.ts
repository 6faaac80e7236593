import type * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { parseYaml } from '../../rules/file/parse-yaml.ts';
import { plainValue } from '../../rules/file/plain-value.ts';
import { readRulesText } from '../options/read-rules-text.ts';

/** A file other than the rules, not yet validated. */
export interface ReadDocument {
  readonly value: unknown;
  /** Validates a part of it against a schema. `what` begins the message of a refusal. */
  as<T>(schema: z.ZodType<T>, part: unknown, what?: string): T;
}

/**
 * A JSON or YAML file that is not rules.
 *
 * @param instead what the user should name instead, for messages.
 * @throws AutoaliasError `config-invalid` if it cannot be read; `as` throws it if the content does not fit.
 */
export function readDocument(file: string, instead: string): ReadDocument {
  const refusal: Refusal = (why, cause) =>
    new AutoaliasError('config-invalid', `${file} cannot be used: ${why}; ${instead}`, { cause });
  return {
    value: documentValue(readRulesText(file, instead), refusal),
    as: (schema, part, what) => {
      const read = schema.safeParse(part);
      if (read.success) return read.data;
      const [issue] = read.error.issues;
      const path = [...(what === undefined ? [] : [what]), ...(issue?.path ?? [])].map(String).join('.');
      throw refusal(`${path || 'it'}: ${issue?.message ?? 'it is something else'}`, read.error);
    },
  };
}

type Refusal = (why: string, cause: unknown) => AutoaliasError;

/** plainValue replaces the library's conversion and its check for repeated keys, which take quadratic time. */
function documentValue(text: string, refusal: Refusal): unknown {
  const document = parseYaml(text, { logLevel: 'error', prettyErrors: false, uniqueKeys: false });
  if (document === undefined) throw refusal('it is nested too deeply', undefined);
  const [problem] = document.errors;
  if (problem !== undefined) throw refusal(problem.message.replace(/\s+/g, ' ').slice(0, 200), problem);
  const plain = plainValue(document);
  if ('value' in plain) return plain.value;
  throw refusal(plain[0]?.why ?? 'it cannot be read', undefined);
}
