import * as v from 'valibot';
import type { MalformedEvent } from './decoded-event.ts';
import { malformedBySchema } from './malformed-event.ts';

/** The fields that a schema describes, or why the value does not have them. */
export type FieldsResult<T> =
  | { readonly fields: T; readonly malformed?: never }
  | { readonly malformed: MalformedEvent; readonly fields?: never };

/** Reads the fields of `value` that a schema describes. The path of `value` in the input is `path`. */
export function readFields<T>(schema: v.GenericSchema<unknown, T>, value: unknown, path: string): FieldsResult<T> {
  const parsed = v.safeParse(schema, value);
  return parsed.success
    ? { fields: parsed.output }
    : { malformed: malformedBySchema(parsed.issues, schema, value, path) };
}
