import { Pool } from 'undici';
import { expect, test } from 'vitest';
import { openPool } from '../../../../src/stores/oss/client/open-pool.ts';
import { answer, scriptedServer } from '../scripted-server.ts';

function get(pool: ReturnType<typeof openPool>, origin: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    pool.dispatch(
      { origin, path: '/', method: 'GET' },
      {
        onConnect: () => {},
        onHeaders: (code) => {
          status = code;
          return true;
        },
        onData: () => true,
        onComplete: () => resolve(status),
        onError: reject,
      },
    );
  });
}

test('it reads more headers than an object of OSS can have', async () => {
  const headers = {
    'content-disposition': 'x'.repeat(8000),
    'x-oss-meta-a': 'x'.repeat(8000),
    expires: 'x'.repeat(8000),
  };
  const server = await scriptedServer([answer(200, headers)]);
  const pool = openPool(server.origin, { connections: 1, timeout: 1000 });
  expect(await get(pool, server.origin)).toBe(200);
  await pool.close();
  await server.close();
});

test('it is the pool of the package, kept to its connections', async () => {
  const server = await scriptedServer([answer(204)]);
  const pool = openPool(server.origin, { connections: 2, timeout: 1000 });
  // A release of undici that moves the file, or puts something else there, would show here.
  expect(pool).toBeInstanceOf(Pool);
  expect(await Promise.all(Array.from({ length: 8 }, () => get(pool, server.origin)))).toEqual(Array(8).fill(204));
  expect(server.connections()).toBeLessThanOrEqual(2);
  await pool.close();
  await server.close();
});
