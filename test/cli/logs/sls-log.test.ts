import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LoggedDecision } from '../../../src/cli/logs/logged-decision.ts';
import { type SlsTarget, slsLog } from '../../../src/cli/logs/sls-log.ts';
import { type SlsStandIn, type StoredLog, startSlsStandIn } from './sls-stand-in.ts';

const credentials = { accessKeyId: 'an-id', accessKeySecret: 'a-secret', securityToken: 'a-token' };
const logs: StoredLog[] = [];
let stand: SlsStandIn;
beforeAll(async () => {
  stand = await startSlsStandIn(credentials, logs);
});
afterAll(() => stand.close());
beforeEach(() => {
  logs.length = 0;
  stand.queries.length = 0;
});

function target(fields: Partial<SlsTarget> = {}): SlsTarget {
  return {
    ...{ url: stand.url, project: 'p', logstore: 'functions', name: 'autoalias', credentials, words: [] },
    pauses: { follow: 1, incomplete: 1 },
    ...fields,
  };
}

/** Adds the log of a decision about an alias, at a Unix second. */
function add(time: number, alias: string, topic = 'FCLogs:autoalias-object-events'): void {
  logs.push({ time, topic, message: `${JSON.stringify({ requestId: `r-${alias}`, action: 'pointed', alias })}\n` });
}

async function read(source: SlsTarget, since: number, until: number): Promise<LoggedDecision[]> {
  const decisions: LoggedDecision[] = [];
  for await (const decision of slsLog(source).read(since, until)) decisions.push(decision);
  return decisions;
}

describe('read', () => {
  test('gives the decisions of the functions of one deployment in a period', async () => {
    for (const time of [99, 100, 101, 102]) add(time, `a${time}`);
    add(100, 'swept', 'FCLogs:autoalias-sweep');
    add(100, 'of another deployment', 'FCLogs:other-sweep');
    logs.push({ time: 100, topic: 'FCLogs:autoalias-sweep', message: 'FC Invoke Start, no action' });
    const found = await read(target(), 100_000, 102_000);
    expect(found.map(({ entry }) => entry.alias)).toEqual(['a100', 'a101', 'swept']);
    expect(found[0]).toEqual({
      time: 100_000,
      functionName: 'autoalias-object-events',
      entry: { requestId: 'r-a100', action: 'pointed', alias: 'a100' },
    });
  });

  test('reads all pages, and asks again for an incomplete answer', async () => {
    for (let i = 0; i < 250; i++) add(100, `a${i}`);
    stand.incomplete = 2;
    expect(await read(target(), 0, 200_000)).toHaveLength(250);
    expect(stand.queries.map((query) => query.get('offset'))).toEqual(['0', '0', '0', '100', '200']);
  });

  test('searches for words, whose quotes are escaped', async () => {
    add(100, 'a');
    add(100, 'b');
    expect(await read(target({ words: ['"alias":"b"'] }), 0, 200_000)).toHaveLength(0);
    expect(stand.queries[0]?.get('query')).toMatch(/^\(.*\) and action and "\\"alias\\":\\"b\\""$/);
    expect(await read(target({ words: ['r-b'] }), 0, 200_000)).toHaveLength(1);
  });

  test.each<[what: string, fields: Partial<SlsTarget>, why: RegExp]>([
    ['a wrong secret', { credentials: { ...credentials, accessKeySecret: 'x' } }, /401 \(SignatureNotMatch: /],
    ['another logstore', { logstore: 'x' }, /logs of p\/x: it answered 404 \(LogStoreNotExist: .*check --project/],
    ['no service', { url: 'http://127.0.0.1:1' }, /gave no answer/],
  ])('%s is an error', async (_, fields, why) => {
    await expect(read(target(fields), 0, 1000)).rejects.toMatchObject({
      code: 'api-failed',
      message: expect.stringMatching(why),
    });
  });
});

test('follow gives each decision once, also one that becomes searchable late', async () => {
  const now = Math.floor(Date.now() / 1000);
  add(now - 3600, 'old');
  add(now - 30, 'a');
  const stop = new AbortController();
  const steps = [() => add(now, 'b'), () => add(now - 20, 'late'), () => stop.abort()];
  const aliases: unknown[] = [];
  for await (const decisions of slsLog(target()).follow((now - 7200) * 1000, stop.signal)) {
    aliases.push(...decisions.map(({ entry }) => entry.alias));
    steps.shift()?.();
  }
  expect(aliases).toEqual(['old', 'a', 'b', 'late']);
});
