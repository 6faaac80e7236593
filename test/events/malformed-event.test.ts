import { expect, test } from 'vitest';
import * as z from 'zod';
import { eventPath, malformedBySchema, typeName } from '../../src/events/malformed-event.ts';

const schema = z.looseObject({ a: z.array(z.object({ b: z.string().min(2, 'too short') })), c: z.number().optional() });

test.each([
  [5, 'e', 'e: expected object, got number'],
  [{}, 'e.a', 'e.a: expected array, got nothing'],
  [{ a: [{ b: 'ok' }, { b: null }] }, 'e.a[1].b', 'e.a[1].b: expected string, got null'],
  [{ a: [{ b: 'x' }], c: 'y' }, 'e.a[0].b', 'e.a[0].b: too short; e.c: expected number, got string'],
])('malformedBySchema reports %j at %s', (value, path, message) => {
  const { error } = schema.safeParse(value);
  if (error === undefined) throw new Error('the schema accepted an invalid value');
  expect(malformedBySchema(error, value, 'e')).toEqual({ kind: 'malformed', path, message });
});

test.each([
  [null, 'null'],
  [undefined, 'nothing'],
  [[], 'array'],
  [{}, 'object'],
  ['', 'string'],
  [0, 'number'],
  [false, 'boolean'],
])('typeName of %j is %s', (value, name) => {
  expect(typeName(value)).toBe(name);
});

test.each([
  ['$', [], '$'],
  ['$', ['events', 3, 'oss', 'object', 'key'], 'events[3].oss.object.key'],
  ['$', [0, 'data'], '[0].data'],
  ['[0].data', ['oss'], '[0].data.oss'],
  ['events[1]', [], 'events[1]'],
  ['a', ['x-y', 'z w', ''], 'a["x-y"]["z w"][""]'],
])('eventPath appends to %s the steps %j', (base, parts, path) => {
  expect(eventPath(base, ...parts)).toBe(path);
});
