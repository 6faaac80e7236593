import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHost, type Host } from '../../../src/handlers/function/host.ts';
import { openOssStore } from '../../../src/handlers/function/platforms/open-oss-store.ts';
import { OVERRULE_LIMITS } from '../../../src/handlers/work/overrule-budget.ts';
import { answer, type ScriptedServer, scriptedServer } from '../../stores/oss/scripted-server.ts';
import { RULES } from '../handler-world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autoalias-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function host(rulesFile?: string) {
  return createHost({
    openStore: openOssStore,
    rules: RULES,
    environment: { OSS_REGION: 'cn-hangzhou', OSS_BUCKET: 'demo', ...(rulesFile && { AUTOALIAS_RULES: rulesFile }) },
    write: () => {},
  });
}

const contextOf = async (live: Host, given: unknown = {}) => (await live.begin(given)).context();

test('AUTOALIAS_RULES replaces the rules of the deployment', async () => {
  const file = join(folder, 'rules.json');
  writeFileSync(
    file,
    JSON.stringify({
      version: 1,
      rules: [{ name: 'other', match: { regex: '^x$' }, order: { by: 'uploaded' }, aliases: ['y'] }],
    }),
  );
  const names = async (live: Host) => (await contextOf(live)).ruleSet.rules.map(({ name }) => name);
  expect(await names(host(file))).toEqual(['other']);
  expect(await names(host())).toEqual(['app']);
});

describe('a host with a rules file', () => {
  const rulesOf = async (rulesFile: string, environment = {}) => {
    const live = createHost({
      openStore: openOssStore,
      rules: RULES,
      rulesFile: pathToFileURL(rulesFile),
      environment,
      write: () => {},
    });
    await live.begin({});
    return live.rules();
  };
  const file = (name: string) => {
    const path = join(folder, name);
    writeFileSync(path, RULES.replace('name: app', `name: ${name}`));
    return path;
  };

  test('uses it, and names it autoalias.yaml', async () => {
    const { ruleSet, source } = await rulesOf(file('beside'));
    expect(source).toBe('autoalias.yaml');
    expect(ruleSet.rules.map(({ name }) => name)).toEqual(['beside']);
  });

  test('uses the rules of the build if there is no such file', async () => {
    expect((await rulesOf(join(folder, 'absent'))).ruleSet.rules.map(({ name }) => name)).toEqual(['app']);
  });

  test('uses the file of AUTOALIAS_RULES instead', async () => {
    const environment = { AUTOALIAS_RULES: file('named') };
    expect((await rulesOf(file('beside'), environment)).ruleSet.rules.map(({ name }) => name)).toEqual(['named']);
  });

  test('fails if the file cannot be read', async () => {
    await expect(rulesOf(folder)).rejects.toThrow(
      /^the rules file .* cannot be read: EISDIR.*; make it readable, or remove it$/,
    );
  });
});

test('the error for an unreadable rules file names the file, the reason and the remedy', async () => {
  await expect(contextOf(host(join(folder, 'none.yaml')))).rejects.toThrow(
    /^the rules file .*none\.yaml cannot be read: ENOENT.*; set AUTOALIAS_RULES to a file that exists, or leave it empty$/,
  );
});

test('invalid rules fail every invocation and name the line', async () => {
  const file = join(folder, 'rules.yaml');
  writeFileSync(file, 'version: 2\nrules: []\n');
  const live = host(file);
  await expect(contextOf(live)).rejects.toThrow(`${file}:1:10: version: must be 1`);
  // The file is read again, so a repaired one is used without a new instance.
  writeFileSync(file, RULES);
  expect((await contextOf(live)).ruleSet.rules).toHaveLength(1);
});

test('an invocation that does not use the rules does not fail with them', async () => {
  const file = join(folder, 'rules.yaml');
  writeFileSync(file, 'version: 2\nrules: []\n');
  const live = host(file);
  expect((await live.begin({})).buckets()).toEqual(['demo']);
  expect(() => live.rules()).toThrow(`${file}:1:10: version: must be 1`);
});

test('errors in rules name the file that a person edits', async () => {
  const copy = join(folder, 'copy.yaml');
  writeFileSync(copy, 'version: 2\nrules: []\n');
  const environment = { OSS_BUCKET: 'demo', AUTOALIAS_RULES: copy, AUTOALIAS_RULES_SOURCE: '/mine/rules.yaml' };
  const live = createHost({ openStore: openOssStore, rules: RULES, environment, write: () => {} });
  await expect(contextOf(live)).rejects.toThrow('/mine/rules.yaml:1:10: version: must be 1');
});

test('handlers get the time of day, which decides ages and pins', async () => {
  const before = Date.now();
  const now = (await contextOf(host())).now();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test('says what to set if there is no region', async () => {
  const bare = createHost({
    openStore: openOssStore,
    rules: RULES,
    environment: { OSS_BUCKET: 'demo' },
    write: () => {},
  });
  await expect(contextOf(bare)).rejects.toThrow(
    'OSS_REGION is not set: requests need it; set it to the region of the bucket, like cn-hangzhou',
  );
  expect((await contextOf(bare, { region: 'cn-beijing' })).store.bucket).toBe('demo');
});

/** The access key id, region and security token of each request that a host signs. */
function signatures(server: ScriptedServer) {
  return server.received.map(({ headers }) => {
    const [, id, region] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
    return [id, region, headers['x-oss-security-token']];
  });
}

function stsContext(nth: string, region = 'cn-hangzhou') {
  return {
    requestId: nth,
    region,
    credentials: { accessKeyId: `STS.${nth}`, accessKeySecret: `secret-${nth}`, securityToken: `token-${nth}` },
  };
}

describe('requests of an instance that is called more than once', () => {
  let server: ScriptedServer;
  let live: Host;
  const ask = async (given: unknown) => {
    const { store } = await contextOf(live, given);
    await store.send({ operation: 'HeadObject', key: 'a' }).catch(() => {});
  };
  beforeEach(async () => {
    server = await scriptedServer([answer(404)]);
    live = createHost({
      openStore: openOssStore,
      rules: RULES,
      environment: { OSS_ENDPOINT: server.origin, OSS_BUCKET: 'demo' },
      write: () => {},
    });
  });
  afterEach(async () => {
    await live.close();
    await server.close();
  });

  test('are signed with the credentials of the latest call', async () => {
    await ask(stsContext('A'));
    await ask(stsContext('B'));
    expect(signatures(server)).toEqual([
      ['STS.A', 'cn-hangzhou', 'token-A'],
      ['STS.B', 'cn-hangzhou', 'token-B'],
    ]);
  });

  test('are signed for the region of the latest call', async () => {
    await ask(stsContext('A', 'cn-hangzhou'));
    await ask(stsContext('B', 'cn-beijing'));
    await ask(stsContext('C', 'cn-hangzhou'));
    expect(signatures(server).map(([id, region]) => [id, region])).toEqual([
      ['STS.A', 'cn-hangzhou'],
      ['STS.B', 'cn-beijing'],
      ['STS.C', 'cn-hangzhou'],
    ]);
  });

  test('are signed with the new credentials, even by a store of an earlier call', async () => {
    const { store } = await contextOf(live, stsContext('A'));
    await live.begin(stsContext('B'));
    await store.send({ operation: 'HeadObject', key: 'a' }).catch(() => {});
    expect(signatures(server)).toEqual([['STS.B', 'cn-hangzhou', 'token-B']]);
  });

  test('are not sent once a call brings no credentials', async () => {
    await ask(stsContext('A'));
    const { store } = await contextOf(live, { region: 'cn-hangzhou' });
    await expect(store.send({ operation: 'HeadObject', key: 'a' })).rejects.toThrow(/^there are no credentials/);
    expect(server.received).toHaveLength(1);
  });
});

test('a bucket that OSS_BUCKET does not name has no context', async () => {
  const { context, buckets } = await host().begin({});
  expect(buckets()).toEqual(['demo']);
  expect(() => context('payroll-prod')).toThrow(
    'bucket payroll-prod is not served: OSS_BUCKET names demo; add it there, separated by a comma',
  );
});

test('overrulings are counted for each bucket, across invocations', async () => {
  const live = createHost({
    openStore: openOssStore,
    rules: RULES,
    environment: { OSS_REGION: 'cn-hangzhou', OSS_BUCKET: 'demo,plain' },
  });
  const overrulesOf = async (bucket: string) => (await live.begin({})).context(bucket).overrules;
  for (let i = 0; i < OVERRULE_LIMITS.times; i++) (await overrulesOf('demo'))?.spend('latest');
  expect((await overrulesOf('demo'))?.allows('latest')).toBe(false);
  expect((await overrulesOf('plain'))?.allows('latest')).toBe(true);
});
