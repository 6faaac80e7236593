import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { packCode } from '../../../src/cli/package/code-package.ts';
import { outsideFunctions, roomOf } from '../imports/rooms.ts';
import { oldestNode, oldestNodeBinary } from './oldest-node.ts';

/** esbuild's metafile of functions/, which `npm test` builds first. */
const metafile = z
  .object({
    inputs: z.record(z.string(), z.object({})),
    outputs: z.record(
      z.string(),
      z.object({
        entryPoint: z.string().optional(),
        bytes: z.number(),
        imports: z.array(z.object({ path: z.string(), kind: z.string() })),
        inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('dist/meta.json', 'utf8')));

/** Loaded by a function when the first OIDC token arrives. */
const OIDC = 'src/handlers/http/oidc/verify-id-token.ts';
/** Loaded by a function if OTEL_EXPORTER_OTLP_ENDPOINT is set. */
const OTLP = 'src/handlers/observe/otlp-export.ts';

/** The files that Node reads to load an output: itself and everything that it imports statically. */
function loadedWith(path: string, loaded = new Set<string>()): ReadonlySet<string> {
  loaded.add(path);
  for (const { path: next, kind } of metafile.outputs[path]?.imports ?? [])
    if (kind === 'import-statement' && next in metafile.outputs && !loaded.has(next)) loadedWith(next, loaded);
  return loaded;
}

const outputs = Object.entries(metafile.outputs).flatMap(([path, { entryPoint, inputs: own }]) => {
  if (entryPoint === undefined) return [];
  const files = [...loadedWith(path)].flatMap((file) => metafile.outputs[file] ?? []);
  const inputs = files.flatMap((file) => Object.keys(file.inputs));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return [{ path, entryPoint, bytes, inputs, own: Object.keys(own) }];
});
const bundles = outputs.filter(({ entryPoint }) => entryPoint.startsWith('functions/'));
const [oidc] = outputs.filter(({ entryPoint }) => entryPoint === OIDC);
const [otlp] = outputs.filter(({ entryPoint }) => entryPoint === OTLP);

function forbidden(path: string): boolean {
  return outsideFunctions.some((room) => room === roomOf(path));
}

test('there is a bundle for each file of functions/', () => {
  const files = readdirSync('functions', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(0);
  expect(bundles.map(({ entryPoint }) => entryPoint).toSorted()).toEqual(
    files.map((name) => `functions/${name}`).toSorted(),
  );
});

test('they are in one folder, because a package of Function Compute has no others', () => {
  expect(bundles.map(({ path }) => path).toSorted()).toEqual([
    'dist/functions/cfc-http.mjs',
    'dist/functions/cfc-object-events.mjs',
    'dist/functions/cfc-sweep.mjs',
    'dist/functions/http.mjs',
    'dist/functions/object-events.mjs',
    'dist/functions/sweep.mjs',
  ]);
});

describe('a function loads the client of its own cloud only', () => {
  test.each(bundles)('$path', ({ entryPoint, inputs }) => {
    const clients = ['oss', 'bos'].filter((store) => inputs.some((path) => path.startsWith(`src/stores/${store}/`)));
    expect(clients).toEqual([entryPoint.startsWith('functions/cfc/') ? 'bos' : 'oss']);
  });
});

test('the check of OIDC tokens is loaded by no function at its start, and is a small file of its own', () => {
  const isOnlyThere = /^(?:node_modules\/jose|src\/handlers\/http\/oidc)\//;
  expect(bundles.flatMap(({ inputs }) => inputs.filter((path) => isOnlyThere.test(path)))).toEqual([]);
  expect(oidc?.path).toBe('dist/functions/oidc.mjs');
  expect(oidc?.inputs).toContainEqual(expect.stringMatching(/^node_modules\/jose\//));
  expect(oidc?.own.filter((path) => !isOnlyThere.test(path))).toEqual([]);
  expect(metafile.outputs[oidc?.path ?? '']?.bytes).toBeLessThan(60_000);
});

test('OpenTelemetry is loaded by no function at its start, and is a file of its own', () => {
  const isOnlyThere = /^(?:node_modules\/@opentelemetry\/|src\/handlers\/observe\/otlp-export\.ts$)/;
  expect(bundles.flatMap(({ inputs }) => inputs.filter((path) => isOnlyThere.test(path)))).toEqual([]);
  expect(otlp?.path).toBe('dist/functions/otlp.mjs');
  expect(otlp?.inputs).toContainEqual(expect.stringMatching(/^node_modules\/@opentelemetry\//));
  // The first export of an instance reads and compiles it.
  expect(otlp?.bytes).toBeLessThan(330_000);
});

describe('no function loads the parser of rules, RE2 or version ranges at its start', () => {
  test.each(bundles)('$path', ({ inputs }) => {
    const late = /^(?:node_modules\/(?:yaml|re2js|semver)\/|src\/rules\/file\/(?:parse|rules-schema|schema-problems))/;
    expect(inputs.filter((path) => late.test(path))).toEqual([]);
    expect(Object.keys(metafile.inputs).filter((path) => late.test(path)).length).toBeGreaterThan(10);
  });
});

test('they contain nothing of the local cloud, the command line, the bucket engine or the memory store', () => {
  expect(Object.keys(metafile.inputs).filter(forbidden)).toEqual([]);
  expect(Object.keys(metafile.inputs).filter((path) => path.startsWith('src/'))).not.toEqual([]);
});

/**
 * The most bytes that a function loads at its start. A cold start reads and compiles all of them. What makes a function grow
 * should be worth it, and this is where to say so. Each had 920,000 while it contained a parser and a validator of
 * rules, and RE2. Most of a function of object events is now the protocol and the rules (180,000), undici without its
 * parser (67,000) and the orders of versions (21,000). A sweep adds what it knows from earlier sweeps, and its division into
 * tasks. The HTTP API adds zod for its requests, its router, and everything that only a person asks for.
 */
const MOST_BYTES = { 'object-events': 316_000, sweep: 332_000, http: 540_000 } as const;

test.each(bundles)('$path stays below its size, together with its imports', ({ path, bytes }) => {
  const limits = Object.entries(MOST_BYTES).filter(([name]) => path.endsWith(`${name}.mjs`));
  expect(limits).toHaveLength(1);
  expect(bytes).toBeLessThan(limits[0]?.[1] ?? 0);
});

test('the HTTP parser is a file next to the functions, and the first request reads it', () => {
  expect(readFileSync('dist/functions/llhttp.wasm').subarray(0, 4)).toEqual(Buffer.from('\0asm'));
  expect(readFileSync('dist/functions/llhttp.wasm').length).toBeLessThan(50_000);
});

describe('only the HTTP API validates with zod', () => {
  test.each(bundles)('$path', ({ path, inputs }) => {
    expect(inputs.some((input) => input.startsWith('node_modules/zod/'))).toBe(path.endsWith('http.mjs'));
  });
});

test.each([
  ['all languages of zod', /\/zod\/.*\/locales\/(?!en\.)/],
  ['the main file of undici', /\/undici\/index\.js$/],
  ['fetch', /\/undici\/lib\/web\/fetch\//],
  ['a second HTTP parser', /\/undici\/lib\/llhttp\/llhttp-wasm\.js$/],
  ['a general XML parser', /\/fast-xml-parser\//],
  ['the JSON Schema of zod', /\/zod\/.*\/(?:to-json-schema|json-schema-processors)\.js$/],
])('they do not contain %s', (_, needless) => {
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs: read }) =>
    // Modules that the build leaves out have a line or two instead.
    Object.entries(read).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 300 ? [path] : [])),
  );
  expect(inputs).toContainEqual(expect.stringMatching(/\/undici\/lib\/dispatcher\/pool\.js$/));
  expect(inputs.filter((path) => needless.test(path))).toEqual([]);
});

test.each([
  ['src/local/oss/server.ts', true],
  ['src/cli/dev.ts', true],
  ['src/bucket/records/table.ts', true],
  ['src/stores/memory/memory-store.ts', true],
  ['src/stores/oss/oss-store.ts', false],
  ['src/handlers/handle-change.ts', false],
  ['functions/http.ts', false],
])('%s would be forbidden: %s', (path, is) => {
  expect(forbidden(path)).toBe(is);
});

test('the source of a bundle imports no native module and no package that only tests use', () => {
  const packages = Object.keys(metafile.inputs).filter((path) =>
    /node_modules\/(?:lmdb|msgpackr-extract|ali-oss|commander|vitest)\//.test(path),
  );
  expect(packages).toEqual([]);
});

describe(`on Node ${oldestNode}`, () => {
  let node = '';
  beforeAll(() => {
    node = oldestNodeBinary();
  }, 300_000);

  const run = (script: string): string =>
    execFileSync(node, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      stdio: 'pipe',
      // No settings of this machine: a bundle must load without any.
      env: { PATH: process.env.PATH },
    });

  test('the binary is that version', () => {
    expect(run('process.stdout.write(process.versions.node)')).toBe(oldestNode);
  });

  test.each(bundles)('$path loads and has a handler', ({ path }) => {
    const url = JSON.stringify(pathToFileURL(resolve(path)).href);
    expect(run(`const { handler } = await import(${url}); process.stdout.write(typeof handler)`)).toBe('function');
  });

  const rule = { name: 'r', order: { by: 'semver', on: 'v' }, aliases: ['latest'] };
  test.each([
    ['a pattern that RE2 runs', [{ ...rule, match: { regex: '(?i)^app-(?<v>.+)$' } }], 200],
    ['a range of versions', [{ ...rule, match: { key: 'app/{v}' }, range: '^1.2' }], 200],
    ['a mistake', [{ ...rule, match: { key: 'app/{w}' } }], 500],
  ])('a function loads rules with %s from AUTOALIAS_RULES', (_, rules, status) => {
    const dir = mkdtempSync(join(tmpdir(), 'autoalias-rules-'));
    const file = join(dir, 'rules.json');
    writeFileSync(file, JSON.stringify({ version: 1, rules }));
    const url = JSON.stringify(pathToFileURL(resolve('dist/functions/http.mjs')).href);
    const event = {
      rawPath: '/v1/rules',
      headers: { Authorization: 'Bearer a-token' },
      requestContext: { http: { method: 'GET' } },
    };
    const script = `
      Object.assign(process.env, { AUTOALIAS_TOKEN: 'a-token', OSS_BUCKET: 'demo', AUTOALIAS_RULES: ${JSON.stringify(file)} });
      const { handler } = await import(${url});
      const { statusCode, body } = await handler(Buffer.from(${JSON.stringify(JSON.stringify(event))}), {});
      process.stdout.write(statusCode + ' ' + body);`;
    const printed = run(script);
    rmSync(dir, { recursive: true });
    expect(printed).toMatch(status === 200 ? /^200 .*"digest":"sha256:/ : /^500 .*rules-invalid.*rules\.json:1:/);
  });

  test('the export to OpenTelemetry loads, and is where the functions look for it', () => {
    const url = JSON.stringify(pathToFileURL(resolve(otlp?.path ?? '')).href);
    expect(
      run(`const { createOtlpExport } = await import(${url}); process.stdout.write(typeof createOtlpExport)`),
    ).toBe('function');
    const texts = bundles.map(({ path }) => readFileSync(path, 'utf8'));
    expect(texts.filter((text) => !text.includes('"otlp.mjs"'))).toEqual([]);
  });

  test('the HTTP function loads the check of OIDC tokens when a token arrives', () => {
    const url = JSON.stringify(pathToFileURL(resolve('dist/functions/http.mjs')).href);
    const issuers = [{ issuer: 'https://i.example', audience: 'a', name: 'i', rights: ['read'], claims: { id: '1' } }];
    const event = {
      rawPath: '/v1/status',
      headers: { Authorization: 'Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.YQ' },
      requestContext: { http: { method: 'GET' } },
    };
    const script = `
      process.env.AUTOALIAS_OIDC = ${JSON.stringify(JSON.stringify(issuers))};
      const { handler } = await import(${url});
      const { statusCode, body } = await handler(Buffer.from(${JSON.stringify(JSON.stringify(event))}), {});
      process.stdout.write(statusCode + ' ' + JSON.parse(body).error.message);`;
    expect(run(script)).toBe('401 the OIDC token is not accepted: its claim "iss" names no issuer of AUTOALIAS_OIDC');
  });
});

describe(`the package for CFC on Node ${oldestNode}`, () => {
  let folder = '';
  let node = '';
  beforeAll(() => {
    node = oldestNodeBinary();
    folder = mkdtempSync(join(tmpdir(), 'autoalias-cfc-'));
    const { zip } = packCode(
      { functionsDir: 'dist/functions' },
      readFileSync('functions/autoalias.yaml', 'utf8'),
      'baidu',
    );
    for (const [name, bytes] of Object.entries(unzipSync(zip))) writeFileSync(join(folder, name), bytes);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What CFC gets from a handler: it loads index.js as CommonJS, and waits for the callback. */
  const call = (name: string, event: unknown): unknown => {
    const script = `
      const calls = [];
      require(${JSON.stringify(join(folder, 'index.js'))})[${JSON.stringify(name)}](${JSON.stringify(event)}, {}, (error, result) =>
        calls.push(error === null ? { result } : { error: error.message }));
      process.on('exit', () => process.stdout.write('\\n' + JSON.stringify(calls)));`;
    const env = { PATH: process.env.PATH, BOS_BUCKET: 'demo', BOS_REGION: 'bj', AUTOALIAS_TOKEN: 't' };
    const printed = execFileSync(node, ['--input-type=commonjs', '--eval', script], { encoding: 'utf8', env });
    return JSON.parse(printed.slice(printed.lastIndexOf('\n')));
  };

  test.each([
    ['objectEvents', { events: [] }, { result: { changes: 0, skipped: 0, aliases: 0 } }],
    ['objectEvents', { events: 1 }, { error: 'events: expected array, got number' }],
    ['sweep', {}, { error: expect.stringMatching(/^there are no credentials: BCE_ACCESS_KEY_ID and/) }],
    ['http', { httpMethod: 'GET', path: '/v1/health' }, { result: expect.objectContaining({ statusCode: 200 }) }],
  ])('%s of %j calls back once', (name, event, expected) => {
    expect(call(name, event)).toEqual([expected]);
  });
});

test('the command line contains no SDK of Function Compute', () => {
  const texts = readFileSync('dist/cli/THIRD-PARTY-LICENSES.txt', 'utf8');
  expect(texts).toMatch(/^commander \d/m);
  expect(texts).not.toMatch(/^(?:@alicloud\/|axios |httpx )/m);
});

test('the licences of bundled packages are in the package', () => {
  const texts = readFileSync('dist/functions/THIRD-PARTY-LICENSES.txt', 'utf8');
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
  );
  expect([...packages].filter((name) => !new RegExp(`^${name} \\d`, 'm').test(texts))).toEqual([]);
  expect(packages.size).toBeGreaterThan(0);
});
