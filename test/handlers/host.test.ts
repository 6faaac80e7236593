import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHost } from '../../src/handlers/host.ts';
import { RULES } from './handler-world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autoalias-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const host = (rulesFile?: string) =>
  createHost({
    rules: RULES,
    environment: { OSS_REGION: 'cn-hangzhou', OSS_BUCKET: 'demo', ...(rulesFile && { AUTOALIAS_RULES: rulesFile }) },
    write: () => {},
  });

test('a rules file of the environment takes the place of the deployment’s own', () => {
  const file = join(folder, 'rules.json');
  writeFileSync(
    file,
    JSON.stringify({
      version: 1,
      rules: [{ name: 'other', match: { regex: '^x$' }, order: { by: 'uploaded' }, aliases: ['y'] }],
    }),
  );
  expect(
    host(file)
      .begin({})
      .context()
      .ruleSet.rules.map(({ name }) => name),
  ).toEqual(['other']);
  expect(
    host()
      .begin({})
      .context()
      .ruleSet.rules.map(({ name }) => name),
  ).toEqual(['app']);
});

test('a rules file that cannot be read says which, why and what to do', () => {
  expect(() => host(join(folder, 'none.yaml')).begin({}).context()).toThrow(
    /^the rules file .*none\.yaml cannot be read: ENOENT.*; set AUTOALIAS_RULES to a file that exists, or to nothing$/,
  );
});

test('rules that are wrong fail every invocation with their line', () => {
  const file = join(folder, 'rules.yaml');
  writeFileSync(file, 'version: 2\nrules: []\n');
  expect(() => host(file).begin({}).context()).toThrow(`${file}:1:10: version: must be 1`);
});

test('handlers are told the time of day, by which ages and pins are reckoned', () => {
  const before = Date.now();
  const now = host().begin({}).context().now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test('without a region it says what to set', () => {
  const bare = createHost({ rules: RULES, environment: { OSS_BUCKET: 'demo' }, write: () => {} });
  expect(() => bare.begin({}).context()).toThrow(
    'OSS_REGION is not set: requests need it; set it to the region of the bucket, like cn-hangzhou',
  );
  expect(bare.begin({ region: 'cn-beijing' }).context().store.bucket).toBe('demo');
});
