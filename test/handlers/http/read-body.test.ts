import { Hono } from 'hono';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseJson, readBody } from '../../../src/handlers/http/read-body.ts';

const app = new Hono();
app.post('/', async (c) => c.json(await readBody(c, z.strictObject({ a: z.number() }), '{"a":1}')));
app.onError((error, c) => c.json({ code: (error as { code?: string }).code, message: error.message }, 400));

async function post(body: string | Uint8Array) {
  const response = await app.request('/', { method: 'POST', body: body as string });
  return (await response.json()) as { code?: string; message?: string };
}

test('readBody returns a body that fits the schema', async () => {
  expect(await post('{"a":7}')).toEqual({ a: 7 });
});

test.each<[string | Uint8Array, string]>([
  ['', 'it is not JSON in UTF-8'],
  ['{"a":', 'it is not JSON in UTF-8'],
  [new Uint8Array([0x22, 0xff, 0x22]), 'it is not JSON in UTF-8'],
  ['{"a":"7"}', 'a: '],
  ['{"a":7,"b":1}', 'b'],
])('readBody refuses %j: %s', async (body, why) => {
  const answer = await post(body);
  expect(answer).toEqual({ code: 'request-malformed', message: expect.stringContaining(why) });
  expect(answer.message).toMatch(/; send \{"a":1\}$/);
});

test('readBody names the size of a body above 8 MB, and shortens long field names', async () => {
  const limit = 8 * 1024 * 1024;
  const ofSize = (size: number) => `{"a":7${' '.repeat(size - 7)}}`;
  expect(await post(ofSize(limit))).toEqual({ a: 7 });
  expect((await post(ofSize(limit + 1))).message).toMatch(
    /^the body cannot be used: it has 8388609 bytes, and 8388608/,
  );
  expect((await post(`{"a":7,"${'b'.repeat(1_000_000)}":1}`)).message?.length).toBeLessThan(700);
});

test.each([
  ['bytes', Buffer.from('{"ü":[1]}'), { ü: [1] }],
  ['plain bytes', new TextEncoder().encode('null'), null],
  ['text', ' 7 ', 7],
  ['a value', { a: 1 }, { a: 1 }],
  ['a number', 7, 7],
  ['nothing', undefined, undefined],
  ['text that is not JSON', '{"a":', undefined],
  ['no text', '', undefined],
  ['bytes that are not text', Buffer.from([0xff, 0xfe]), undefined],
  ['JSON that is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), undefined],
])('parseJson parses %s', (_, given, value) => {
  expect(parseJson(given)).toEqual(value);
});
