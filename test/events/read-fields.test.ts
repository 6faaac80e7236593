import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readFields } from '../../src/events/read-fields.ts';

const schema = v.object({ a: v.string(), b: v.optional(v.number()) });

test.each([
  [{ a: 'x' }, { a: 'x' }],
  [
    { a: 'x', b: 1, other: true },
    { a: 'x', b: 1 },
  ],
])('readFields reads %j', (value, fields) => {
  expect(readFields(schema, value, 'e')).toEqual({ fields });
});

test.each([
  [undefined, 'e', 'e: expected object, got nothing'],
  [{}, 'e.a', 'e.a: expected string, got nothing'],
  [{ a: 1, b: 'x' }, 'e.a', 'e.a: expected string, got number; e.b: expected number, got string'],
])('readFields does not read %j', (value, path, message) => {
  expect(readFields(schema, value, 'e')).toEqual({ malformed: { kind: 'malformed', path, message } });
});
