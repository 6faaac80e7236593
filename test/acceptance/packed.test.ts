import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { APP_RULES } from '../entries/app-rules.ts';

const run = promisify(execFile);

const packed = z.tuple([
  z.object({
    filename: z.string(),
    size: z.number(),
    files: z.array(z.object({ path: z.string(), size: z.number() })),
  }),
]);

let dir: string;
let project: string;
let tarball: string;
let pack: z.infer<typeof packed>[0];

/** Packs the built package, and installs it in an empty project, from the registry or the cache of npm. */
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-packed-'));
  project = join(dir, 'project');
  mkdirSync(project);
  // The build has run before the tests. Scripts would build again, while other tests use what is built.
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', dir]);
  [pack] = packed.parse(JSON.parse(stdout));
  tarball = join(dir, pack.filename);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', tarball, '@types/node@20', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: project,
  });
}, 180_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the tarball', () => {
  test('is smaller than 1.5 MB', () => {
    expect(pack.size).toBeLessThan(1_500_000);
    // What a function needs for some rules only is in files of its own: YAML, RE2, ranges, the HTTP parser.
    expect(pack.files.length).toBeLessThan(100);
  });

  // Users download every byte, so raise these limits only for a good reason.
  test.each([
    // Metrics, dead letters, a dashboard, deploy and doctor came after the first 1,600,000, and BOS and CFC after 1,760,000:
    // their clients, the second protocol of the local store, deployment and API.
    ['dist/cli/', 1_950_000],
    // 278,000 of them are OpenTelemetry, which few functions load. The functions of CFC and the client of BOS add 45,000.
    ['dist/functions/', 1_300_000],
    // The handlers read the events of S3, API Gateway and queues, and divide sweeps. The client of BOS and startBos add
    // 120,000 to the first 910,000. Without white space, 1,120,000 became 900,000.
    ['dist/lib/', 950_000],
  ])('has %s with fewer than %i unpacked bytes', (folder, most) => {
    const sizes = pack.files.filter(({ path }) => path.startsWith(folder)).map(({ size }) => size);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(most);
  });

  test('contains the build and documents, and nothing else', () => {
    const build = /^dist\/(?:cli|functions|lib|lib\/shared)\/[\w.-]+\.(?:mjs|d\.mts|txt|wasm)$/;
    const document = /^(?:|[\w./-]+\/)(?:README|SECURITY|CONTRIBUTING|CHANGELOG)\.md$/;
    const paths = pack.files.map(({ path }) => path);
    expect(paths.filter((path) => !build.test(path) && !document.test(path)).toSorted()).toEqual([
      '.github/upload-moves-alias.svg',
      'LICENSE',
      'functions/autoalias.yaml',
      'package.json',
      'template.yml',
    ]);
  });

  test('contains every file that the README links to', () => {
    const links = [...readFileSync('README.md', 'utf8').matchAll(/\]\(([\w./-]+)[)#]|\bsrc="([\w./-]+)"/g)];
    const linked = links.flatMap(([, page, image]) => page ?? image ?? []);
    expect(linked).toContain('src/entries/README.md');
    const paths = new Set(pack.files.map(({ path }) => path));
    expect(linked.filter((path) => !paths.has(path))).toEqual([]);
  });

  test('has no finding of publint', async () => {
    const { messages } = await publint({ pkgDir: join(project, 'node_modules/autoalias'), pack: false });
    expect(messages).toEqual([]);
  });

  test('resolves with types, as attw checks', async () => {
    const attw = resolve('node_modules/@arethetypeswrong/cli/dist/index.js');
    const { stdout } = await run(process.execPath, [attw, tarball, '--profile', 'esm-only', '--format', 'json']);
    const { analysis } = z
      .object({ analysis: z.object({ entrypoints: z.record(z.string(), z.unknown()) }) })
      .parse(JSON.parse(stdout));
    expect(Object.keys(analysis.entrypoints)).toEqual([
      '.',
      './rules',
      './store',
      './testing',
      './function',
      './package.json',
    ]);
  });
});

const CONSUMER = `
import { type AppliedChanges, applyChanges, AutoaliasError, createHost, handleTimer } from 'autoalias';
import { createTimerHandler, type FunctionHandler } from 'autoalias/function';
import { explainKey, type KeyExplanation, matchKey, parseRules, type RuleSet, RulesInvalid } from 'autoalias/rules';
import { createOssStore, type GetSymlink, type ResponseTo, type Store, StoreError } from 'autoalias/store';
import { createMemoryStore, type EmbeddedOss, startOss } from 'autoalias/testing';

const text: string = ${JSON.stringify(APP_RULES)};
const rules: RuleSet = parseRules(text, { file: 'my.yaml' });
const oss: EmbeddedOss = await startOss({ buckets: ['releases'] });
const store: Store = createOssStore({ ...oss, bucket: 'releases' });
const key = 'releases/app/1.10.0/app.tgz';
const { aliases } = matchKey(rules, key);
await store.send({ operation: 'PutObject', key, body: new TextEncoder().encode('one') });
const applied: AppliedChanges = await applyChanges({ store, rules, changes: [{ key }] });
const explained: KeyExplanation = await explainKey({ store, rules, key });
const request: GetSymlink = { operation: 'GetSymlink', key: 'releases/app/latest/app.tgz' };
const link: ResponseTo<GetSymlink> = await store.send(request);
const { status } = await fetch(oss.endpoint + '/releases/' + key);
const environment = { OSS_BUCKET: 'releases', OSS_ENDPOINT: oss.endpoint };
const context = { region: oss.region, credentials: oss.credentials };
const timer = { triggerTime: '2026-01-02T03:04:05Z', triggerName: 'sweep', payload: '' };
const handler: FunctionHandler<unknown> = createTimerHandler({ rules: text, environment, writeLog: () => {} });
const host = createHost({ rules: text, environment, writeLog: () => {} });
const sweeps = [await handler(timer, context), await handleTimer(host, timer, context)];
await host.close();
await store.close();
await oss.close();

export function wrong(): void {
  // @ts-expect-error: the answer may be that there is no link.
  link.target;
  // @ts-expect-error: there is no such operation.
  void store.send({ operation: 'GetObject', key });
  // @ts-expect-error: the internals of a store are private.
  createMemoryStore().engine;
}

console.log(JSON.stringify({
  aliases: aliases.length,
  failed: applied.failed,
  exists: explained.exists,
  target: link.found === 'symlink' ? link.target : undefined,
  status,
  sweeps: sweeps.length,
  errors: [new StoreError('m', { operation: 'o', bucket: 'b' }) instanceof AutoaliasError, RulesInvalid.name],
}));
`;

describe('an installation in an empty project', () => {
  test.each([
    ['nodenext', { module: 'nodenext', lib: ['ES2023'], types: ['node'] }],
    ['node16', { module: 'node16', lib: ['ES2023'], types: ['node'] }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler', lib: ['ES2023', 'DOM'], types: [] }],
  ])('compiles a strict program with module resolution %s, and checks its types', async (name, options) => {
    const compilerOptions = { target: 'es2022', strict: true, skipLibCheck: false, outDir: name, ...options };
    writeFileSync(join(project, 'consumer.ts'), CONSUMER);
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    const tsc = await run(process.execPath, [resolve('node_modules/typescript/bin/tsc')], { cwd: project }).catch(
      (error: unknown) => z.object({ stdout: z.string() }).parse(error),
    );
    expect(tsc.stdout).toBe('');
    const { stdout } = await run(process.execPath, [join(name, 'consumer.js')], { cwd: project });
    expect(JSON.parse(stdout)).toEqual({
      aliases: 3,
      failed: 0,
      exists: 'object',
      target: 'releases/app/1.10.0/app.tgz',
      status: 403,
      sweeps: 2,
      errors: [true, 'RulesInvalid'],
    });
  });

  test.each(['', '/rules', '/store', '/testing', '/function'])('imports autoalias%s', async (entry) => {
    const script = `console.log(Object.keys(await import('autoalias${entry}')).length)`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: project });
    expect(Number(stdout)).toBeGreaterThan(2);
  });

  test.each(['autoalias/dist/lib/rules.mjs', 'autoalias/src/entries/rules.ts'])('does not import %s', async (path) => {
    const script = `await import('${path}')`;
    const failed = run(process.execPath, ['--input-type=module', '--eval', script], { cwd: project });
    await expect(failed).rejects.toThrow('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('packs a rules file for a deployment', async () => {
    writeFileSync(join(project, 'autoalias.yaml'), APP_RULES);
    const args = ['--no-install', 'autoalias', 'package', 'autoalias.yaml', '-o', 'autoalias.zip'];
    const { stdout } = await run('npx', args, { cwd: project });
    expect(stdout).toContain('autoalias deploy --print ros --rules autoalias.yaml > template.yml');
    const files = unzipSync(readFileSync(join(project, 'autoalias.zip')));
    expect(new TextDecoder().decode(files['autoalias.yaml'])).toBe(APP_RULES);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['http.mjs', 'object-events.mjs', 'sweep.mjs']));
  });
});
