import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A project of its own, since the build begins by removing dist/ where it runs. */
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-build-'));
  for (const folder of ['functions', 'src/cli', 'src/local/runtime', 'dist'])
    mkdirSync(join(dir, folder), { recursive: true });
  for (const path of ['functions/one.ts', 'src/cli/bin.ts', 'src/local/runtime/function-worker.ts']) {
    writeFileSync(join(dir, path), 'export const handler: () => string = () => "built";\n');
  }
  writeFileSync(join(dir, 'dist/stale.mjs'), '');
});
afterAll(() => rmSync(dir, { recursive: true }));

const build = () =>
  spawnSync(process.execPath, [resolve('esbuild.config.mjs')], {
    cwd: dir,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });

describe('the build', () => {
  test('leaves bundles, and nothing of the build before', () => {
    expect(build()).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(readdirSync(join(dir, 'dist')).toSorted()).toEqual(['cli', 'functions', 'meta.json']);
    expect(readdirSync(join(dir, 'dist/functions'))).toEqual(['THIRD-PARTY-LICENSES.txt', 'one.mjs']);
    expect(readdirSync(join(dir, 'dist/cli'))).toEqual(
      expect.arrayContaining(['autoalias.mjs', 'function-worker.mjs']),
    );
  });

  test.each([
    ['does not parse', 'export const a: = 1;\n', /\[ERROR\] Unexpected "="[\s\S]*functions\/one\.ts:1:16:/],
    ['imports what is not there', `import './absent.ts';\n`, /\[ERROR\] Could not resolve ".\/absent\.ts"/],
  ])('of a file that %s says where, without a stack, and fails', (_, text, message) => {
    writeFileSync(join(dir, 'functions/one.ts'), text);
    const { status, stderr } = build();
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at |node:internal|BuildFailure/m);
  });
});
