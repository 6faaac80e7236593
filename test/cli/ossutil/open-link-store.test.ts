import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLinkStore } from '../../../src/cli/ossutil/open-link-store.ts';
import { resolveSettings } from '../../../src/cli/ossutil/resolve-settings.ts';
import { recordCloud } from '../../../src/local/cloud/running-cloud.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'autoalias-link-store-'));
  recordCloud(dataDir, { store: 'http://127.0.0.1:9', api: 'http://127.0.0.1:8', bucket: 'first', token: 'token' });
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test('the local cloud is found by its data directory, as in the other commands', async () => {
  const env = { AUTOALIAS_DATA: dataDir, HOME: dataDir };
  const store = openLinkStore(resolveSettings({}, env), env, { attempts: 1, answered: () => {} });
  expect(store.bucket).toBe('first');
  await expect(store.send({ operation: 'GetSymlink', key: 'a' })).rejects.toThrow('http://127.0.0.1:9');
  await store.close();
});

test('a named bucket overrides that of the local cloud', async () => {
  const env = { AUTOALIAS_DATA: dataDir, HOME: dataDir, OSS_BUCKET: 'named' };
  const store = openLinkStore(resolveSettings({}, env), env, { attempts: 1, answered: () => {} });
  expect(store.bucket).toBe('named');
  await store.close();
});
