import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { bucketField, readQuery } from '../../../src/handlers/http/read-query.ts';

const schema = z.strictObject({ ...bucketField, limit: z.string().regex(/^\d+$/, 'it must be a number').optional() });

async function read(query: string): Promise<unknown> {
  const app = new Hono();
  app.get('/', (c) => c.json(readQuery(c, schema, '/?limit=1')));
  app.onError((error, c) => c.json(error.message));
  return (await app.request(`/?${query}`)).json();
}

describe('a query', () => {
  test.each([
    ['', {}],
    ['bucket=b&limit=7', { bucket: 'b', limit: '7' }],
  ])('%j is read', async (query, expected) => {
    expect(await read(query)).toEqual(expected);
  });

  test.each([
    ['limit=x', 'the query is not valid: "limit": it must be a number; write /?limit=1'],
    ['limt=1', 'the query is not valid: there is no field "limt"; write /?limit=1'],
    [`${'x'.repeat(2000)}=1`, expect.stringMatching(/^.{1,600}; write \/\?limit=1$/)],
  ])('%j is refused', async (query, message) => {
    expect(await read(query)).toEqual(message);
  });
});
