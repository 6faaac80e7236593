import type * as z from 'zod';
import type { MalformedEvent } from './decoded-event.ts';

/**
 * Creates a MalformedEvent from the problems that a schema found in `value`. The path of `value` in the input is `base`. The
 * result is one event even if several fields are invalid, so that each event of the input is counted once.
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

function problem(issue: z.core.$ZodIssue, root: unknown): string {
  return issue.code === 'invalid_type'
    ? `expected ${issue.expected}, got ${typeName(valueAt(root, issue.path))}`
    : issue.message;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
    root,
  );
}

/** The type of a value as JSON names it. Unlike `typeof`, it distinguishes null and arrays from objects. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Appends steps to a path in the input. For example, `$`, `events`, 3 and `oss` become `events[3].oss`. */
export function eventPath(base: string, ...parts: readonly PropertyKey[]): string {
  if (parts.length === 0) return base;
  const joined = (base === '$' ? '' : base) + parts.map(segment).join('');
  return joined.startsWith('.') ? joined.slice(1) : joined;
}

function segment(part: PropertyKey): string {
  if (typeof part === 'number') return `[${part}]`;
  const name = String(part);
  return IDENTIFIER.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
