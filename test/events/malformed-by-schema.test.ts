import { expect, test } from 'vitest';
import * as z from 'zod';
import { malformedBySchema } from '../../src/events/malformed-by-schema.ts';

const schema = z.looseObject({ a: z.array(z.object({ b: z.string().min(2, 'too short') })), c: z.number().optional() });

test.each([
  [5, 'e', 'e: expected object, got number'],
  [{}, 'e.a', 'e.a: expected array, got nothing'],
  [{ a: [{ b: 'ok' }, { b: null }] }, 'e.a[1].b', 'e.a[1].b: expected string, got null'],
  [{ a: [{ b: 'x' }], c: 'y' }, 'e.a[0].b', 'e.a[0].b: too short; e.c: expected number, got string'],
])('%j', (value, path, message) => {
  const { error } = schema.safeParse(value);
  if (error === undefined) throw new Error('the schema took what it must not take');
  expect(malformedBySchema(error, value, 'e')).toEqual({ kind: 'malformed', path, message });
});
