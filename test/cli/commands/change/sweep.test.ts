import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await cliWorld();
});
afterEach(() => world.close());

function key(version: string) {
  return `releases/app/${version}/app.tgz`;
}

describe('sweep', () => {
  test('of an empty bucket there is nothing to say but that', async () => {
    const { exitCode, out, err } = await world.run('sweep');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^0 objects, 0 aliases: none; 2 requests, \d+ ms\n$/);
  });

  test('corrects every alias, lists the changes, and changes nothing the second time', async () => {
    await world.put(...['1.9.0', '1.10.0', '2.1.0'].map(key));
    const first = await world.run('sweep');
    expect(first).toMatchObject({ exitCode: 0, err: '' });
    expect(first.out).toMatch(/^ALIAS +WHAT +FROM +TO +WHY$/m);
    expect(first.out).toMatch(
      /^releases\/app\/v1\/app\.tgz +pointed +- +releases\/app\/1\.10\.0\/app\.tgz +the greatest/m,
    );
    expect(first.out).toMatch(/\n\n3 objects, 3 aliases: 3 pointed; \d+ requests, \d+ ms\n$/);
    expect(await world.target(key('latest'))).toBe(key('2.1.0'));
    const second = await world.run('sweep');
    expect(second.out).toMatch(/^6 objects, 3 aliases: 3 unchanged; \d+ requests, \d+ ms\n$/);
  });

  test('with --dry-run it is a plan: nothing is written, and a difference ends with 3', async () => {
    await world.put(key('1.0.0'));
    const ran = await world.run('sweep', '--dry-run');
    expect(ran).toEqual(await world.run('plan'));
    expect(ran).toMatchObject({ exitCode: 3, err: '' });
    expect(await world.target(key('latest'))).toBeUndefined();
  });

  test('ends with 3 where a real object stays in the way, and says what had lost its target', async () => {
    await world.put(key('1.0.0'), key('2.0.0'));
    await world.run('sweep');
    await world.put(key('latest'));
    await world.store.send({ operation: 'DeleteObject', key: key('2.0.0') });
    const ran = await world.run('sweep');
    expect(ran).toMatchObject({ exitCode: 3, err: '' });
    expect(ran.out).toMatch(/: 1 unchanged, 1 removed, 1 refused, 1 had lost its target; /);
  });

  test('with --json counts and changes are there for programs', async () => {
    await world.put(key('1.0.0'), key('latest'));
    const lines = (await world.run('sweep', '--json')).out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(3);
    expect(lines).toContainEqual(
      expect.objectContaining({
        alias: key('latest'),
        action: 'refused',
        why: expect.stringContaining('is not replaced'),
      }),
    );
    expect(lines.at(-1)).toMatchObject({
      total: { objects: 2, aliases: 2, actions: { pointed: 1, refused: 1, failed: 0 }, stopped: false },
    });
    expect(await world.store.send({ operation: 'HeadObject', key: key('latest') })).toMatchObject({ found: 'object' });
  });

  test('fails with a message where nothing listens', async () => {
    await world.stop();
    const { exitCode, out, err } = await world.run('sweep');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(
      /^autoalias: ListObjects in bucket demo, sent 3 times: no answer from http:\/\/127\.0\.0\.1:\d+: connect ECONNREFUSED 127\.0\.0\.1:\d+; start the store there \(autoalias dev runs the local cloud\), or name another --endpoint\n$/,
    );
  });

  test('with --json the failure is there for programs too', async () => {
    await world.stop();
    const ran = await world.run('sweep', '--json');
    expect(json(ran)).toEqual({
      error: { code: 'store-unreachable', message: expect.stringContaining('no answer from') },
    });
    expect(ran.err).toContain('autoalias: ListObjects in bucket demo');
  });
});
