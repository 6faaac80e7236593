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
