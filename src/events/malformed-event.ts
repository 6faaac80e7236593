import type * as v from 'valibot';
import type { MalformedEvent } from './decoded-event.ts';

/**
 * Creates a MalformedEvent from the problems that a schema found in `value`. The path of `value` in the input is `base`. The
 * result is one event even if several fields are invalid, so that each event of the input is counted once.
 */
export function malformedBySchema(
  issues: readonly v.BaseIssue<unknown>[],
  schema: v.GenericSchema,
  value: unknown,
  base: string,
): MalformedEvent {
  const described = issues.map((issue) => {
    const path = placeOf(issue, value);
    return { path: eventPath(base, ...path), problem: problem(issue, schema, value, path) };
  });
  return {
    kind: 'malformed',
    path: described[0]?.path ?? base,
    message: [...new Set(described.map((one) => `${one.path}: ${one.problem}`))].join('; '),
  };
}

/** Where the problem is. A schema of an object accepts an array, and then misses the fields in it. */
function placeOf({ path }: v.BaseIssue<unknown>, root: unknown): readonly PropertyKey[] {
  const steps = (path ?? []).map(({ key }) => key as PropertyKey);
  const inArray = steps.findIndex(
    (step, index) => typeof step === 'string' && Array.isArray(valueAt(root, steps.slice(0, index))),
  );
  return inArray < 0 ? steps : steps.slice(0, inArray);
}

function problem(
  { kind, message }: v.BaseIssue<unknown>,
  schema: v.GenericSchema,
  root: unknown,
  path: readonly PropertyKey[],
): string {
  return kind === 'schema' ? `expected ${expectedAt(schema, path)}, got ${typeName(valueAt(root, path))}` : message;
}

/** The issue of an absent field does not name the type of the field, so the schema is asked. */
function expectedAt(schema: v.GenericSchema, path: readonly PropertyKey[]): string {
  const field = path.reduce<unknown>(
    (at, part) => required(typeof part === 'number' ? memberOf(at, 'item') : memberOf(memberOf(at, 'entries'), part)),
    schema,
  );
  return String(memberOf(field, 'expects')).toLowerCase();
}

/** The schema inside `v.optional`. */
function required(schema: unknown): unknown {
  return memberOf(schema, 'wrapped') ?? schema;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(memberOf, root);
}

function memberOf(value: unknown, name: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
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
