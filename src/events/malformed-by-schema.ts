import type * as z from 'zod';
import { eventPath } from './event-path.ts';
import type { MalformedEvent } from './outcome.ts';
import { typeName } from './type-name.ts';

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
    root,
  );
}

function problem(issue: z.core.$ZodIssue, root: unknown): string {
  return issue.code === 'invalid_type'
    ? `expected ${issue.expected}, got ${typeName(valueAt(root, issue.path))}`
    : issue.message;
}

/**
 * Turns what a schema found wrong with `value`, which stands at `base`, into one Malformed: one per event, however many
 * of its fields are wrong, so that every event of the input is accounted for once.
 */
export function malformedBySchema(error: z.ZodError, value: unknown, base: string): MalformedEvent {
  const described = error.issues.map((issue) => ({
    path: eventPath(base, ...issue.path),
    problem: problem(issue, value),
  }));
  return {
    kind: 'malformed',
    path: described[0]?.path ?? base,
    message: described.map((one) => `${one.path}: ${one.problem}`).join('; '),
  };
}
