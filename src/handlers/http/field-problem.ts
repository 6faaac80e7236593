import type * as z from 'zod';

/** What a field must be, by the type that the schema expects. */
const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a string, like "releases/app/"',
  boolean: 'true or false',
  array: 'a list, like ["releases/app/1.0.0/app.tgz"]',
  object: 'a JSON object',
};

/** The message for a field that does not fit its schema. Undefined if the message of the schema says it already. */
export function fieldProblem(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? 'it is missing' : `it must be ${EXPECTED[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'unrecognized_keys') return `there is no field ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  if (issue.code === 'too_small') return 'it is empty';
  if (issue.code === 'too_big')
    return `it has more than ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'}`;
  return undefined;
}

/** How many problems a message names, and its length in characters. The name of an unknown field can have any length. */
const MOST_NAMED = 5;
const LONGEST = 500;

/**
 * All problems of a body or query in one text. Unknown fields come first, because a misspelled name explains why another field
 * is missing.
 *
 * @param named how the name of a field is written before its problem.
 */
export function problemsText(issues: readonly z.core.$ZodIssue[], named: (field: string) => string): string {
  const isUnknown = ({ code }: z.core.$ZodIssue): boolean => code === 'unrecognized_keys';
  const sorted = [...issues.filter(isUnknown), ...issues.filter((issue) => !isUnknown(issue))];
  const texts = sorted.map(({ path, message }) =>
    path.length === 0 ? message : `${named(path.join('.'))}: ${message}`,
  );
  return [...new Set(texts)].slice(0, MOST_NAMED).join('; ').slice(0, LONGEST);
}
