import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fieldProblem, problemsText } from '../../../src/handlers/http/field-problem.ts';

const schema = z.strictObject({
  text: z.string().min(1).max(3),
  list: z.array(z.string()).min(1).max(2).optional(),
  flag: z.boolean().optional(),
  own: z
    .string()
    .refine((value) => value !== 'bad', 'it is bad')
    .optional(),
});

function problem(input: unknown): string | undefined {
  return schema.safeParse(input, { error: fieldProblem }).error?.issues[0]?.message;
}

describe('a field that does not fit', () => {
  test.each<[input: unknown, message: string]>([
    [{}, 'it is missing'],
    [{ text: 7 }, 'it must be a string, like "releases/app/"'],
    [{ text: null }, 'it must be a string, like "releases/app/"'],
    [{ text: '' }, 'it is empty'],
    [{ text: 'abcd' }, 'it has more than 3 characters'],
    [{ text: 'a', list: 'b' }, 'it must be a list, like ["releases/app/1.0.0/app.tgz"]'],
    [{ text: 'a', list: [] }, 'it is empty'],
    [{ text: 'a', list: ['a', 'b', 'c'] }, 'it has more than 2 entries'],
    [{ text: 'a', flag: 'true' }, 'it must be true or false'],
    [{ text: 'a', x: 1, y: 2 }, 'there is no field "x", "y"'],
    [{ text: 'a', own: 'bad' }, 'it is bad'],
    [[], 'it must be a JSON object'],
  ])('%j: %s', (input, message) => {
    expect(problem(input)).toBe(message);
  });
});

test('a field that fits has no problem', () => {
  expect(problem({ text: 'a', list: ['b'], flag: false, own: 'good' })).toBeUndefined();
});

describe('all problems in one text', () => {
  const ofBody = (input: unknown): string =>
    problemsText(schema.safeParse(input, { error: fieldProblem }).error?.issues ?? [], (field) => `<${field}>`);

  test.each([
    [{ txet: 'a', flag: 1 }, 'there is no field "txet"; <text>: it is missing; <flag>: it must be true or false'],
    [
      { text: 'a', list: [1, 2] },
      '<list.0>: it must be a string, like "releases/app/"; <list.1>: it must be a string, like "releases/app/"',
    ],
    [{ text: 'a', y: 1 }, 'there is no field "y"'],
    [[], 'it must be a JSON object'],
  ])('%j: %s', (input, text) => {
    expect(ofBody(input)).toBe(text);
  });

  test('names five at most, and is not long', () => {
    expect(ofBody({ x: 1, text: 1, list: [1, 1], flag: 1, own: 1 }).split('; ')).toHaveLength(5);
    expect(ofBody({ ['x'.repeat(9000)]: 1 })).toHaveLength(500);
  });
});
