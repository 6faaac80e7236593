import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { handleHttp } from '../../../../src/handlers/function/handle-http.ts';
import { createHost } from '../../../../src/handlers/function/host.ts';
import { openOssStore } from '../../../../src/handlers/function/platforms/open-oss-store.ts';
import { RULES } from '../../../handlers/handler-world.ts';
import { json, run } from '../../run.ts';

const printed = z.strictObject({
  token: z.string(),
  entry: z.strictObject({ name: z.string(), rights: z.array(z.string()), sha256: z.string() }),
});

test('prints a new token each time, with the hash and the rights in order', async () => {
  const made = [];
  for (const rights of ['move,read', 'move, read,move'])
    made.push(printed.parse(json(await run(['token', 'ci/app', '--rights', rights, '--json']))));
  for (const { token, entry } of made) {
    expect(token).toMatch(/^autoalias_[\w-]{43}$/);
    const sha256 = createHash('sha256').update(token).digest('hex');
    expect(entry).toEqual({ name: 'ci/app', rights: ['read', 'move'], sha256 });
  }
  expect(made[0]?.token).not.toBe(made[1]?.token);
});

test('without --json prints the token and the entry on a line each', async () => {
  const { out } = await run(['token', 'ci', '--rights', 'read']);
  expect(out).toMatch(
    /^token {2}autoalias_[\w-]{43}\nentry {2}\{"name":"ci","rights":\["read"\],"sha256":"[\da-f]{64}"\}\n$/,
  );
});

test('a function accepts the token and refuses what it may not do', async () => {
  const { token, entry } = printed.parse(json(await run(['token', 'ci', '--rights', 'read', '--json'])));
  const host = createHost({
    openStore: openOssStore,
    rules: RULES,
    environment: { OSS_BUCKET: 'demo', AUTOALIAS_TOKENS: JSON.stringify([entry]) },
    write: () => {},
  });
  const status = async (method: string, path: string) => {
    const headers = { Authorization: `Bearer ${token}` };
    const event = { rawPath: path, headers, requestContext: { http: { method } } };
    return (await handleHttp(host, event, {})).statusCode;
  };
  expect([await status('GET', '/v1/rules'), await status('POST', '/v1/sweep')]).toEqual([200, 403]);
  await host.close();
});

test.each([
  [['token', 'ci'], "required option '--rights <list>' not specified"],
  [['token', '--rights', 'read'], "missing required argument 'name'"],
  [['token', 'ci', '--rights', 'read,write'], '"write" is not a right; write read, apply, move.'],
  [['token', 'ci', '--rights', ''], '"" is not a right; write read, apply, move.'],
  [['token', 'a b', '--rights', 'read'], 'it must have 1 to 64 letters, digits or characters of . _ @ / -.'],
  [['token', 'http', '--rights', 'read'], '"http" is the caller with AUTOALIAS_TOKEN; use another name.'],
])('%j is refused', async (args, why) => {
  const { exitCode, out, err } = await run(args);
  expect([exitCode, out]).toEqual([2, '']);
  expect(err).toContain(why);
});
