import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { RULES } from '../handlers/handler-world.ts';
import { until } from '../local/cloud-rig.ts';
import { type LocalCloud, localCloud } from './local-cloud.ts';

/** The hostile texts of test/cli/program.test.ts, in the keys, file names and errors of `dev`. */
const HOSTILE =
  '\u001b[31m\u001b]0;t\u0007\r\nforged  right\u007f\u009b2J\u2028\u202e\u2066\u061c\u200b\ufeff\u00ad\u{e0041}é中🚀';
const SHOWN = '\\x1b[31m';
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{DI}]/u;

let cloud: LocalCloud | undefined;
let dir = '';
afterEach(async () => {
  await cloud?.stop();
  cloud?.remove();
  rmSync(dir, { recursive: true, force: true });
});

test('dev prints hostile keys, rules and file names escaped, each on its line', { timeout: 90_000 }, async () => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-hostile-'));
  const file = join(dir, 'rules\u001b[31m\u202e.yaml');
  writeFileSync(file, RULES);
  cloud = localCloud({ AUTOALIAS_RULES: file });
  await cloud.start();
  const log = cloud.log;
  const logged = (pattern: RegExp) => until(() => pattern.test(log()));
  const store = cloud.store('demo');
  try {
    const put = (key: string) => store.send({ operation: 'PutObject', key, body: Buffer.from('x') });
    await put(`releases/app/1.0.0/${HOSTILE}`);
    await logged(/releases\/app\/latest\/\\x1b\[31m.*1\.0\.0/);
    // A real object at an alias key is refused with an error.
    await put(`releases/own/latest/${HOSTILE}`);
    await put(`releases/own/1.0.0/${HOSTILE}`);
    await logged(/releases\/own\/latest\/\\x1b\[31m/);
    writeFileSync(file, `version: 1\nrules: [{ name: a, ${JSON.stringify(HOSTILE)}: 1 }]\n`);
    await logged(/unknown key "\\x1b\[31m/);
    writeFileSync(file, RULES);
    await logged(/is right again/);
  } finally {
    await store.close();
  }
  expect(await cloud.stop()).toBe(0);
  const lines = log().split('\n');
  expect(lines.filter((line) => UNSAFE.test(line))).toEqual([]);
  expect(lines.filter((line) => /^\s*forged/.test(line))).toEqual([]);
  expect(log()).toContain(`rules${SHOWN}\\u{202e}.yaml`);
});

test('dev prints hostile settings escaped', async () => {
  dir = mkdtempSync(join(tmpdir(), 'autoalias-hostile-'));
  cloud = localCloud({ AUTOALIAS_RULES: join(dir, `absent${HOSTILE}`), AUTOALIAS_DUPLICATES: HOSTILE });
  await expect(cloud.start()).rejects.toThrow('ended before it was ready');
  expect(cloud.log()).toContain(SHOWN);
  expect(
    cloud
      .log()
      .split('\n')
      .filter((line) => UNSAFE.test(line)),
  ).toEqual([]);
});
