import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defined } from '../../../../src/defined.ts';
import { answer, refuse, scriptedServer } from '../../../stores/oss/scripted-server.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json, run } from '../../run.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await cliWorld();
});
afterEach(() => world.close());

function key(version: string) {
  return `releases/app/${version}/app.tgz`;
}

const LATEST = key('latest');

describe('apply', () => {
  test('makes the aliases of a key right, says each, and writes nothing the second time', async () => {
    await world.put(key('1.9.0'), key('1.10.0'));
    const first = await world.run('apply', key('1.9.0'));
    expect(first).toMatchObject({ exitCode: 0, err: '' });
    const rows = first.out.trim().split('\n');
    expect(rows[0]).toMatch(/^ALIAS +WHAT +FROM +TO +WHY$/);
    expect(rows.slice(1).toSorted()).toEqual([
      expect.stringMatching(
        /^releases\/app\/latest\/app\.tgz +pointed +- +releases\/app\/1\.10\.0\/app\.tgz +the greatest/,
      ),
      expect.stringMatching(
        /^releases\/app\/v1\/app\.tgz +pointed +- +releases\/app\/1\.10\.0\/app\.tgz +the greatest/,
      ),
    ]);
    expect(await world.target(LATEST)).toBe(key('1.10.0'));
    const second = await world.run('apply', key('1.9.0'), '--json');
    expect(json(second)).toMatchObject({ aliases: [{ action: 'unchanged' }, { action: 'unchanged' }], skipped: [] });
  });

  test('takes the key of an alias, and says nothing of it but that', async () => {
    await world.put(key('1.0.0'));
    const ran = await world.run('apply', LATEST, '--json');
    expect(json(ran)).toMatchObject({
      aliases: [{ rule: 'app', alias: LATEST, action: 'pointed', from: null, to: key('1.0.0') }],
      skipped: [],
    });
    expect((await world.run('apply', LATEST)).out).not.toContain('skipped');
  });

  test.each([
    ['no rule matches', 'elsewhere/1.0.0/app.tgz', undefined, 'no rule matches the key'],
    ['the order cannot be read', key('abc'), 'unread', '"abc" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)'],
    [
      'a prerelease',
      key('1.0.0-rc.1'),
      'prerelease',
      '"1.0.0-rc.1" is a prerelease, and this alias does not accept prereleases',
    ],
  ])('says once why nothing comes of a key: %s', async (_, skipped, kind, why) => {
    expect(await world.run('apply', skipped)).toEqual({ exitCode: 0, out: `${skipped}: skipped: ${why}\n`, err: '' });
    expect(json(await world.run('apply', skipped, '--json'))).toEqual({
      aliases: [],
      skipped: [{ key: skipped, ...defined({ kind }), why }],
      stopped: false,
      judgedBy: expect.anything(),
    });
  });

  test.each([
    [key('abc'), 3],
    [key('1.0.0-rc.1'), 0],
    [key('1.0.0'), 0],
    ['elsewhere/1.0.0/app.tgz', 0],
  ])('--strict with %s: exit code %i', async (of, exitCode) => {
    await world.put(key('1.0.0'));
    expect((await world.run('apply', of, '--strict')).exitCode).toBe(exitCode);
    expect((await world.run('apply', of)).exitCode).toBe(0);
  });

  test('shows the objects that the order cannot read, and fails for them with --strict', async () => {
    await world.put(key('1.0.0'), key('nightly'));
    const ran = await world.run('apply', key('1.0.0'), '--strict');
    expect(ran).toMatchObject({ exitCode: 3, err: '' });
    expect(ran.out).toContain(`${LATEST}: 1 object not read, for example ${key('nightly')}: "nightly" is not a `);
    expect(json(await world.run('apply', LATEST, '--json'))).toMatchObject({
      aliases: [{ alias: LATEST, action: 'unchanged', unread: { objects: 1, examples: [{ key: key('nightly') }] } }],
    });
  });

  test('leaves a real object at an alias key alone, and says why', async () => {
    await world.put(key('1.0.0'), LATEST);
    const ran = await world.run('apply', key('1.0.0'));
    expect(ran).toMatchObject({ exitCode: 3, err: '' });
    expect(ran.out).toMatch(
      /^releases\/app\/latest\/app\.tgz +refused .*a real object is at the alias key and is not replaced; move it away, or set onConflict: replace$/m,
    );
    expect(ran.out).toMatch(/^releases\/app\/v1\/app\.tgz +pointed /m);
    expect(await world.store.send({ operation: 'HeadObject', key: LATEST })).toMatchObject({ found: 'object' });
  });

  test('does what it can, and fails for what it cannot', async () => {
    const ran = await run(['apply', key('1.0.0'), '--json'], {
      OSS_ENDPOINT: await broken(),
      AUTOALIAS_RULES: world.rulesFile,
    });
    expect(ran).toMatchObject({ exitCode: 1, err: '' });
    const why = expect.stringMatching(
      /^PutSymlink of releases\/app\/\w+\/app\.tgz in bucket demo: OSS answered 403 AccessDenied \(Why\.\), request id R1; grant /,
    );
    expect(json(ran)).toMatchObject({
      aliases: [
        { action: 'failed', why },
        { action: 'failed', why },
      ],
    });
  });

  test('fails with a message where nothing listens', async () => {
    await world.stop();
    const ran = await world.run('apply', key('1.0.0'));
    expect(ran).toMatchObject({ exitCode: 1, err: '' });
    expect(ran.out).toContain(`no answer from ${world.endpoint}`);
    expect(ran.out).toContain('start the store there (autoalias dev runs the local cloud)');
  });
});

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A store that has one release and refuses to write links. */
async function broken(): Promise<string> {
  const page = `<ListBucketResult><Name>demo</Name><Prefix></Prefix><MaxKeys>1000</MaxKeys><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated><Contents><Key>${key('1.0.0')}</Key><LastModified>2026-11-20T12:00:00.000Z</LastModified><ETag>"E"</ETag><Type>Normal</Type><Size>1</Size><StorageClass>Standard</StorageClass></Contents></ListBucketResult>`;
  const head = { etag: '"E"', 'content-length': '0', 'last-modified': 'Fri, 20 Nov 2026 12:00:00 GMT' };
  const server = await scriptedServer([
    (response, received) => {
      const { method, url } = received;
      const step =
        method === 'PUT'
          ? refuse(403, 'AccessDenied')
          : method === 'HEAD'
            ? answer(200, { ...head, 'x-oss-object-type': 'Normal' })
            : url.includes('symlink')
              ? refuse(404, 'NoSuchKey')
              : answer(200, {}, page);
      step(response, received);
    },
  ]);
  ends.push(server.close);
  return server.origin;
}
