import * as v from 'valibot';
import { expect, test } from 'vitest';
import { eventPath, malformedBySchema, typeName } from '../../src/events/malformed-event.ts';

const schema = v.object({
  a: v.array(v.object({ b: v.pipe(v.string(), v.minLength(2, 'too short')) })),
  c: v.optional(v.number()),
});

test.each([
  [5, 'e', 'e: expected object, got number'],
  [[], 'e', 'e: expected object, got array'],
  [{}, 'e.a', 'e.a: expected array, got nothing'],
  [{ a: [[]] }, 'e.a[0]', 'e.a[0]: expected object, got array'],
  [{ a: [{ b: 'ok' }, { b: null }] }, 'e.a[1].b', 'e.a[1].b: expected string, got null'],
  [{ a: [{ b: 'x' }], c: 'y' }, 'e.a[0].b', 'e.a[0].b: too short; e.c: expected number, got string'],
])('malformedBySchema reports %j at %s', (value, path, message) => {
  const { issues } = v.safeParse(schema, value);
  if (issues === undefined) throw new Error('the schema accepted an invalid value');
  expect(malformedBySchema(issues, schema, value, 'e')).toEqual({ kind: 'malformed', path, message });
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
