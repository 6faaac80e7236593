import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../../../src/cli/dev/open-browser.ts';

const ADDRESS = 'http://127.0.0.1:9001';
const { PATH, BROWSER } = process.env;
let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'opener-'));
});
afterEach(() => {
  process.env.PATH = PATH;
  if (BROWSER === undefined) delete process.env.BROWSER;
  else process.env.BROWSER = BROWSER;
  rmSync(bin, { recursive: true });
});

/** A browser: by `BROWSER`, as xdg-open takes it, and by the opener of macOS. */
function install(script: string): void {
  for (const name of ['browser', 'open']) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  process.env.PATH = `${bin}:${PATH}`;
  process.env.BROWSER = join(bin, 'browser');
}

async function opened(...opener: Parameters<typeof openBrowser> extends [unknown, unknown, ...infer R] ? R : never) {
  let told = '';
  await openBrowser(
    ADDRESS,
    (text) => {
      told += text;
    },
    ...opener,
  );
  return told;
}

test('opens the address by what this platform opens addresses with', async () => {
  install(`echo "$1" > ${bin}/part && mv ${bin}/part ${bin}/opened`);
  expect(await opened()).toBe('');
  while (!existsSync(join(bin, 'opened'))) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(readFileSync(join(bin, 'opened'), 'utf8').trim()).toBe(ADDRESS);
});

test('says so where that cannot be started, and goes on', async () => {
  const told = await opened(() => Promise.reject(new Error('spawn xdg-open ENOENT')));
  expect(told).toBe('No browser could be opened (spawn xdg-open ENOENT); open http://127.0.0.1:9001 yourself\n');
});

test('a browser that cannot be opened does not fail the command', async () => {
  install('exit 3');
  expect(await opened()).toBe('');
});
