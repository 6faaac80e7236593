import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { CFC_LIMITS } from '../../../../src/deploy/baidu/cfc-limits.ts';
import { startOss } from '../../../../src/local/embedded/start-oss.ts';
import { createOssStore } from '../../../../src/stores/oss/client/oss-client.ts';
import { RULES } from '../../../handlers/handler-world.ts';
import { json, run } from '../../run.ts';

/** A rules file that no built function contains. */
const OWN = RULES.replace('name: app', 'name: own').replaceAll('/latest/', '/newest/');

let dir: string;
let rules: string;
let zip: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-package-'));
  rules = join(dir, 'rules.yaml');
  writeFileSync(rules, OWN);
});
afterAll(() => rmSync(dir, { recursive: true }));
beforeEach(() => {
  zip = join(mkdtempSync(join(dir, 'out-')), 'autoalias.zip');
});

function digestOf(file: string) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

describe('autoalias package', () => {
  test('writes the functions with the rules', async () => {
    const { exitCode, out, err } = await run(['package', rules, '-o', zip]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const files = unzipSync(readFileSync(zip));
    const names = Object.keys(files);
    expect(names).toEqual(
      expect.arrayContaining([
        'autoalias.yaml',
        'THIRD-PARTY-LICENSES.txt',
        'object-events.mjs',
        'sweep.mjs',
        'http.mjs',
      ]),
    );
    expect(names.filter((name) => /^cfc-|^index/.test(name))).toEqual([]);
    // Loaded by its URL, if an OpenTelemetry receiver is named.
    expect(names).toContain('otlp.mjs');
    expect(strFromU8(files['autoalias.yaml'] ?? new Uint8Array())).toBe(OWN);
    expect(out).toContain(`sha256: ${digestOf(zip)}`);
    expect(out).toMatch(/^ {3}CodeObject=autoalias\/[0-9a-f]{12}\.zip$/m);
  });

  test('prints JSON with what a deployment needs', async () => {
    const printed = json(await run(['package', rules, '-o', zip, '--json']));
    const sha256 = digestOf(zip);
    expect(printed).toEqual({
      file: zip,
      size: readFileSync(zip).length,
      sha256,
      rules: { source: rules, digest: `sha256:${createHash('sha256').update(OWN).digest('hex')}` },
      findings: [],
      parameters: { CodeObject: `autoalias/${sha256.slice(0, 12)}.zip` },
    });
  });

  test('gives the same bytes for the same rules', async () => {
    await run(['package', rules, '-o', zip]);
    await run(['package', rules, '-o', `${zip}2`]);
    expect(digestOf(`${zip}2`)).toBe(digestOf(zip));
  });

  test('prints what lint finds, and writes the zip', async () => {
    const file = join(dir, 'twice.yaml');
    const [, rule = ''] = OWN.split('rules:\n');
    writeFileSync(file, `${OWN.trimEnd()}\n${rule.replace('name: own', 'name: twice')}`);
    const { exitCode, out } = await run(['package', file, '-o', zip]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^.*twice\.yaml:\d+:\d+: warning: .*\[[\w-]+\]$/m);
    expect(readFileSync(zip).length).toBeGreaterThan(0);
  });

  test('refuses invalid rules with all problems, and writes nothing', async () => {
    const file = join(dir, 'bad.yaml');
    writeFileSync(file, 'version: 1\nrules: [{ name: a }, { name: a }]\n');
    const { exitCode, err } = await run(['package', file, '-o', zip]);
    expect(exitCode).toBe(1);
    expect(err).toContain('bad.yaml:2:');
    expect(() => readFileSync(zip)).toThrow('ENOENT');
  });

  test('keeps the rules, even with --force', async () => {
    const link = `${zip}.yaml`;
    symlinkSync(rules, link);
    for (const output of [rules, link]) {
      const { exitCode, out, err } = await run(['package', rules, '-o', output, '--force']);
      expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
      expect(err).toBe(`autoalias: ${output} is the rules file, and is not overwritten; name another file\n`);
    }
    expect(readFileSync(rules, 'utf8')).toBe(OWN);
  });

  test('overwrites with --force only', async () => {
    writeFileSync(zip, 'mine');
    const { exitCode, err } = await run(['package', rules, '-o', zip]);
    expect(exitCode).toBe(1);
    expect(err).toContain('--force');
    expect(readFileSync(zip, 'utf8')).toBe('mine');
    expect((await run(['package', rules, '-o', zip, '--force'])).exitCode).toBe(0);
    expect(readFileSync(zip, 'utf8')).not.toBe('mine');
  });

  test('writes a function that follows the rules of the zip, without a setting for them', async () => {
    await run(['package', rules, '-o', zip]);
    const code = join(dir, 'code');
    mkdirSync(code);
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) writeFileSync(join(code, name), bytes);
    const oss = await startOss();
    const store = createOssStore({ ...oss, bucket: 'demo', credentials: () => oss.credentials });
    const key = 'releases/app/1.0.0/app.tgz';
    await store.send({ operation: 'PutObject', key, body: Buffer.from('one') });
    const environment = { OSS_BUCKET: 'demo', OSS_ENDPOINT: oss.endpoint };
    const before = { ...process.env };
    Object.assign(process.env, environment);
    try {
      const { handler } = handlerModule.parse(await import(pathToFileURL(join(code, 'object-events.mjs')).href));
      const object = { bucket: { name: 'demo' }, object: { key } };
      const event = { events: [{ eventName: 'ObjectCreated:PutObject', eventSource: 'acs:oss', oss: object }] };
      await handler(Buffer.from(JSON.stringify(event)), { region: oss.region, credentials: oss.credentials });
      const alias = 'releases/app/newest/app.tgz';
      expect(await store.send({ operation: 'GetSymlink', key: alias })).toMatchObject({ target: key });
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
      Object.assign(process.env, before);
      await store.close();
      await oss.close();
    }
  });
});

const handlerModule = z.object({
  handler: z.custom<(event: Uint8Array, context: object) => Promise<unknown>>((value) => typeof value === 'function'),
});

describe('autoalias package --cloud baidu', () => {
  type Handler = (event: unknown, context: unknown, callback: (error: unknown, result?: unknown) => void) => void;

  /** The exports of the unpacked index.js, in a folder of their own. */
  async function unpackedEntry(): Promise<Readonly<Record<string, Handler>>> {
    const { exitCode, err } = await run(['package', rules, '--cloud', 'baidu', '-o', zip]);
    expect([exitCode, err]).toEqual([0, '']);
    const at = mkdtempSync(join(dir, 'cfc-'));
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) writeFileSync(join(at, name), bytes);
    return createRequire(join(at, 'x.js'))('./index.js');
  }

  test('packs functions that run with the rules of the zip', async () => {
    const entry = await unpackedEntry();
    const call = (name: string, event: object) =>
      new Promise((resolve) => entry[name]?.(event, {}, (error, result) => resolve(error ?? result)));
    const event = { path: '/v1/health', httpMethod: 'GET', headers: {}, queryStringParameters: {}, body: '' };
    expect(await call('http', { ...event, resource: '/v1/{path+}', isBase64Encoded: false })).toMatchObject({
      statusCode: 200,
      body: '{"ok":true}',
    });
    for (const [name, event] of [
      ['objectEvents', { events: [] }],
      ['sweep', {}],
    ] as const) {
      expect(String(await call(name, event))).toMatch(/BOS_BUCKET is not set/);
    }
  });

  test('is within the limit of CFC, and gives the same bytes for the same rules', async () => {
    await run(['package', rules, '--cloud', 'baidu', '-o', zip]);
    await run(['package', rules, '--cloud', 'baidu', '-o', `${zip}2`]);
    expect(digestOf(`${zip}2`)).toBe(digestOf(zip));
    expect(readFileSync(zip).length).toBeLessThan(CFC_LIMITS.zipBytes);
    const names = Object.keys(unzipSync(readFileSync(zip)));
    expect(names).toEqual(expect.arrayContaining(['index.js', 'cfc-http.mjs', 'otlp.mjs', 'autoalias.yaml']));
    expect(names.filter((name) => ['http.mjs', 'sweep.mjs', 'object-events.mjs'].includes(name))).toEqual([]);
  });

  test('prints the handlers', async () => {
    expect(json(await run(['package', rules, '--cloud', 'baidu', '-o', zip, '--json']))).toMatchObject({
      handlers: { 'object-events': 'index.objectEvents', sweep: 'index.sweep', http: 'index.http' },
    });
  });
});
