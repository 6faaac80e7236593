import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A project of its own, because the build removes dist/ where it runs. */
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-build-'));
  for (const path of [
    'functions/one.ts',
    'src/cli/bin.ts',
    'src/local/runtime/function-worker.ts',
    'src/handlers/http/oidc/verify-id-token.ts',
    'src/handlers/observe/otlp-export.ts',
    'src/entries/one.ts',
  ]) {
    mkdirSync(join(dir, dirname(path)), { recursive: true });
    writeFileSync(join(dir, path), 'export const handler: () => string = () => "built";\n');
  }
  const options = { declaration: true, emitDeclarationOnly: true, rootDir: '../..', types: [] };
  writeFileSync(
    join(dir, 'src/entries/tsconfig.json'),
    JSON.stringify({ compilerOptions: options, include: ['*.ts'] }),
  );
  mkdirSync(join(dir, 'dist'));
  writeFileSync(join(dir, 'dist/stale.mjs'), '');
});
afterAll(() => rmSync(dir, { recursive: true }));

function build() {
  return spawnSync(process.execPath, [resolve('esbuild.config.mjs')], {
    cwd: dir,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
}

describe('the build', () => {
  test('writes bundles, and removes files of an earlier build', () => {
    expect(build()).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(readdirSync(join(dir, 'dist')).toSorted()).toEqual(['cli', 'functions', 'lib', 'meta.json']);
    expect(readdirSync(join(dir, 'dist/functions')).filter((name) => !/^chunk-\w{8}\.mjs$/.test(name))).toEqual([
      ...['THIRD-PARTY-LICENSES.txt', 'llhttp.wasm', 'oidc.mjs', 'one.mjs', 'otlp.mjs'],
    ]);
    expect(readdirSync(join(dir, 'dist/cli'))).toEqual(
      expect.arrayContaining(['autoalias.mjs', 'function-worker.mjs']),
    );
    expect(readdirSync(join(dir, 'dist/lib')).toSorted()).toEqual(['one.d.mts', 'one.mjs']);
  });

  test('of an entry with a type error names the place, and fails', () => {
    const entry = join(dir, 'src/entries/one.ts');
    writeFileSync(entry, 'export const handler: () => string = () => 1;\n');
    const { status, stdout } = build();
    writeFileSync(entry, 'export const handler = () => "built";\n');
    expect(status).toBe(1);
    expect(stdout).toContain(
      "src/entries/one.ts(1,44): error TS2322: Type 'number' is not assignable to type 'string'.",
    );
  });

  test.each([
    ['does not parse', 'export const a: = 1;\n', /\[ERROR\] Unexpected "="[\s\S]*functions\/one\.ts:1:16:/],
    ['imports a missing file', `import './absent.ts';\n`, /\[ERROR\] Could not resolve ".\/absent\.ts"/],
  ])('of a file that %s names the place, without a stack, and fails', (_, text, message) => {
    writeFileSync(join(dir, 'functions/one.ts'), text);
    const { status, stderr } = build();
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at |node:internal|BuildFailure/m);
  });
});
