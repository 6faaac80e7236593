import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rulesDigest } from '../../../src/handlers/function/rules/rules-digest.ts';
import { recordCloud } from '../../../src/local/cloud/running-cloud.ts';
import { RULES } from '../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../cli-world.ts';
import { run } from '../run.ts';

const TOKEN = 'the-token';
const OTHER = RULES.replace('name: app', 'name: other').replaceAll('releases/{app}/', 'moved/{app}/');
const KEY = 'releases/app/1.0.0/app.tgz';
const LATEST = 'releases/app/latest/app.tgz';

interface Api {
  readonly url: string;
  answer: (authorization: string | undefined) => { readonly status: number; readonly body: string };
}

let world: CliWorld;
let server: Server;
let api: Api;
let dataDir: string;
let removeRecord: () => void;

/** A deployment whose API says its rules, as the local cloud's does. */
beforeEach(async () => {
  world = await cliWorld();
  await world.put(KEY);
  await world.run('sweep');
  server = createServer((request, response) => {
    const { status, body } = api.answer(request.headers.authorization);
    response.writeHead(request.url === '/v1/rules' ? status : 404).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  api = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answer: deployed(RULES) };
  dataDir = join(world.rulesFile, '..');
  removeRecord = () => {};
});
afterEach(async () => {
  removeRecord();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  await world.close();
});

function deployed(text: string, buckets: readonly string[] = ['demo']): Api['answer'] {
  return (authorization) =>
    authorization === `Bearer ${TOKEN}`
      ? { status: 200, body: JSON.stringify({ source: 'ml.yaml', digest: rulesDigest(text), text, buckets }) }
      : { status: 401, body: '{"error":{"code":"unauthorized","message":"the token is not the one"}}' };
}

function recordRunning(): void {
  removeRecord = recordCloud(dataDir, { store: world.endpoint, api: api.url, bucket: 'demo', token: TOKEN });
}

function short(text: string): string {
  return rulesDigest(text).slice(0, 19);
}

/** In a terminal where other rules are at hand than the deployment follows. */
function runElsewhere(args: readonly string[], env: Record<string, string> = {}) {
  const file = world.file('elsewhere.yaml', OTHER);
  return run(args, { OSS_ENDPOINT: world.endpoint, AUTOALIAS_RULES: file, AUTOALIAS_DATA: dataDir, ...env });
}

function elsewhere() {
  return join(dataDir, 'elsewhere.yaml');
}

describe.each(['plan', 'status', 'sweep', 'apply --all', `apply ${KEY}`, 'prune'])('%s', (line) => {
  const args = line.split(' ');

  test('without a deployment names its file', async () => {
    const { out } = await run(args, { OSS_ENDPOINT: world.endpoint, AUTOALIAS_RULES: world.rulesFile });
    expect(out.trimEnd().split('\n').at(-1)).toBe(`rules: ${world.rulesFile} (${short(RULES)})`);
  });

  test('on a running local cloud takes its rules, and says so', async () => {
    recordRunning();
    const { out, err } = await runElsewhere(args);
    expect(err).toBe('');
    expect(out.trimEnd().split('\n').at(-1)).toBe(`rules of the deployment: ml.yaml (${short(RULES)})`);
    expect(await world.target(LATEST)).toBe(KEY);
  });

  test("with --rules that are not the deployment's warns", async () => {
    recordRunning();
    const { out, err } = await runElsewhere([...args, '--rules', world.file('elsewhere.yaml', OTHER)]);
    expect(err).toBe(
      `autoalias: the deployment at ${api.url} follows other rules than ${elsewhere()} (${short(OTHER)}): ml.yaml (${short(RULES)})\n`,
    );
    expect(out.trimEnd().split('\n').at(-1)).toBe(`rules: ${elsewhere()} (${short(OTHER)})`);
  });

  test('programs get file and digest', async () => {
    recordRunning();
    const { out } = await runElsewhere([...args, '--json']);
    const last = JSON.parse(out.startsWith('{\n') ? out : (out.trimEnd().split('\n').at(-1) ?? ''));
    expect((last.total ?? last).judgedBy).toEqual({
      source: 'ml.yaml',
      digest: rulesDigest(RULES),
      deployed: rulesDigest(RULES),
    });
  });
});

describe('which deployment is asked', () => {
  test.each<[what: string, args: () => string[], env: () => Record<string, string>]>([
    ['--api and --token', () => ['--api', api.url, '--token', TOKEN], () => ({})],
    ['AUTOALIAS_API and AUTOALIAS_TOKEN', () => [], () => ({ AUTOALIAS_API: api.url, AUTOALIAS_TOKEN: TOKEN })],
    ['--api with a path behind it', () => ['--api', `${api.url}/`, '--token', TOKEN], () => ({})],
  ])('%s', async (_, args, env) => {
    const { out } = await runElsewhere(['status', ...args()], env());
    expect(out).toContain(`rules of the deployment: ml.yaml (${short(RULES)})`);
  });

  test.each([['the same address'], ['a slash behind it', '/']])(
    'the running local cloud by --api, %s: its token is known',
    async (_, end = '') => {
      recordRunning();
      const { out } = await runElsewhere(['status', '--api', `${api.url}${end}`]);
      expect(out).toContain(`rules of the deployment: ml.yaml (${short(RULES)})`);
    },
  );

  test('history works without rules, also if the API does not answer', async () => {
    const ran = await runElsewhere(['history', LATEST, '--api', 'http://127.0.0.1:1', '--token', TOKEN]);
    expect(ran).toMatchObject({ exitCode: 0, err: '', out: expect.stringContaining(KEY) });
  });

  test('not a local cloud whose store is another', async () => {
    removeRecord = recordCloud(dataDir, { store: 'http://127.0.0.1:1', api: api.url, bucket: 'demo', token: TOKEN });
    expect((await runElsewhere(['status'])).out).toContain(`rules: ${elsewhere()}`);
  });

  test('not a local cloud that does not serve the bucket', async () => {
    recordRunning();
    api.answer = deployed(RULES, ['one', 'two']);
    const { out, err } = await runElsewhere(['status']);
    expect(out).toContain(`rules: ${elsewhere()}`);
    expect(err).toBe(`autoalias: the deployment at ${api.url} serves one, two, not demo, so its rules are not used\n`);
  });

  test('the store of a running local cloud is found by its data directory', async () => {
    recordRunning();
    const { out } = await run(['status'], { AUTOALIAS_DATA: dataDir, AUTOALIAS_STORE_PORT: '0' });
    expect(out).toContain('2 right');
  });

  test.each<[what: string, args: () => string[], exitCode: number, message: RegExp]>([
    ['no token', () => ['--api', api.url], 2, /asks for a token; set AUTOALIAS_TOKEN or add --token/],
    ['no URL', () => ['--api', 'nowhere', '--token', TOKEN], 2, /--api nowhere is not a URL/],
    [
      'the wrong token',
      () => ['--api', api.url, '--token', 'x'],
      1,
      /it answered 401: the token is not the one; name rules/,
    ],
    [
      'another bucket than the deployment serves',
      () => ['--api', api.url, '--token', TOKEN, '--bucket', 'other'],
      2,
      /serves demo, not other; name another --bucket, or leave out --api/,
    ],
    [
      'an API that does not answer',
      () => ['--api', 'http://127.0.0.1:1', '--token', TOKEN],
      1,
      /did not return its rules/,
    ],
  ])('%s is an error', async (_, args, exitCode, message) => {
    const ran = await runElsewhere(['status', ...args()]);
    expect(ran).toMatchObject({ exitCode, out: '', err: expect.stringMatching(message) });
  });

  test.each([
    ['no JSON', '<html>', /not that of an autoalias API/],
    ['other JSON', '{"ok":true}', /not that of an autoalias API/],
    [
      'rules that cannot be used',
      JSON.stringify({ source: 'ml.yaml', text: 'rules: 1', buckets: ['demo'] }),
      /ml\.yaml:1:/,
    ],
    ['more than any rules have', 'x'.repeat(5 * 1024 * 1024), /longer than 4194304 bytes/],
  ])('an answer with %s is an error', async (_, body, message) => {
    recordRunning();
    api.answer = () => ({ status: 200, body });
    expect(await runElsewhere(['status'])).toMatchObject({ exitCode: 1, err: expect.stringMatching(message) });
  });
});

describe('prune --yes', () => {
  const pruned = async (...args: string[]) => {
    world.file('elsewhere.yaml', OTHER);
    const ran = await runElsewhere(['prune', '--yes', ...args]);
    return { ...ran, latest: await world.target(LATEST) };
  };

  test('from a terminal with other rules finds nothing to delete on a running cloud', async () => {
    recordRunning();
    expect(await pruned()).toMatchObject({
      exitCode: 0,
      latest: KEY,
      out: expect.stringContaining('every alias belongs to a rule'),
    });
  });

  test('with other rules never deletes aliases of the deployment, with any options', async () => {
    recordRunning();
    expect(await pruned('--rules', elsewhere(), '--at-most', '9')).toMatchObject({
      exitCode: 3,
      latest: KEY,
      out: expect.stringContaining("the deployment's rules define it"),
    });
  });

  test('judges a bucket that the deployment does not serve by named rules only', async () => {
    recordRunning();
    api.answer = deployed(RULES, ['one']);
    expect(await pruned()).toMatchObject({ exitCode: 2, latest: KEY, err: expect.stringContaining('name the rules') });
    expect(await pruned('--rules', elsewhere(), '--at-most', '9')).toMatchObject({ exitCode: 0, latest: undefined });
  });

  test('deletes nothing if the deployment does not say its rules', async () => {
    recordRunning();
    api.answer = () => ({ status: 404, body: '{}' });
    expect(await pruned('--rules', elsewhere(), '--at-most', '9')).toMatchObject({
      exitCode: 2,
      latest: KEY,
      err: expect.stringContaining('the deployment may give these aliases'),
    });
  });

  test('deletes what neither gives', async () => {
    recordRunning();
    api.answer = deployed(OTHER);
    expect(await pruned('--at-most', '2')).toMatchObject({ exitCode: 0, latest: undefined });
  });
});
