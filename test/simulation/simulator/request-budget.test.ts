import { expect, test } from 'vitest';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { Store } from '../../../src/stores/store.ts';
import { BUDGET } from './check/check-cost.ts';
import { crowdedBucket } from './crowded-bucket.ts';

const ruleSet = parseRules(
  `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['r/{app}/latest/{file}']
`,
  'budget.yaml',
);

function key(version: string): string {
  return `r/a/${version}/f`;
}

/** Keys of older versions. They are in key order, so that the table is built fast. */
function older(n: number): string {
  return key(`1.${1000 + Math.floor(n / 1000)}.${1000 + (n % 1000)}`);
}

function put(version: string) {
  return { operation: 'PutObject', key: key(version), body: new Uint8Array(1) } as const;
}

/** The cost of each event, one after the other, in a bucket with `count` objects under the alias's prefix. */
async function costs(count: number) {
  const store = crowdedBucket(count, older);
  const sent: string[] = [];
  const counting: Store = {
    ...store,
    send: (request) => {
      sent.push(request.operation);
      return store.send(request);
    },
  };
  const context = { store: counting, ruleSet, log: () => {}, now: () => 0 };
  const handle = async (event: string, ...keys: string[]) => {
    sent.length = 0;
    const changes = keys.map((one) => ({ key: one, cause: { kind: 'change', event, key: one } as const }));
    const { handled } = await handleChanges(context, changes);
    return handled.map(({ report: { action, requests, roundTrips } }) => ({ action, requests, roundTrips }));
  };
  const created = (...keys: string[]) => handle('ObjectCreated:PutObject', ...keys);

  const first = await created(older(3));
  await store.send(put('2.0.0'));
  const greatest = await created(key('2.0.0'));
  const again = await created(key('2.0.0'));
  const sentAgain = [...sent];
  const lesser = await created(older(5));
  await store.send(put('2.0.0'));
  const overwritten = await created(key('2.0.0'));
  const gone = await handle('ObjectRemoved:DeleteObject', key('1.0.0'));
  const unmatched = await created('elsewhere/2.0.0/f', key('no-version'));
  const sentUnmatched = [...sent];
  return { first, greatest, again, lesser, overwritten, gone, unmatched, sentAgain, sentUnmatched };
}

const WRITES = [{ action: 'pointed', requests: BUDGET.write, roundTrips: BUDGET.roundTrips }];

function stopsWithin(requests: number, roundTrips: number) {
  return [{ action: 'unchanged', requests, roundTrips }];
}

test.each([10, 10_000, 1_000_000])('with %i objects under the prefix', { timeout: 120_000 }, async (count) => {
  expect(await costs(count)).toEqual({
    first: WRITES,
    greatest: WRITES,
    overwritten: WRITES,
    // One read of the alias's version below. The target is the object of the event, so its marker is not read twice.
    again: stopsWithin(BUDGET.stop - 1, 2),
    lesser: stopsWithin(BUDGET.stop, 2),
    // One check that the target of the alias exists and is not withdrawn.
    gone: stopsWithin(BUDGET.stop, 2),
    unmatched: [],
    sentAgain: ['HeadObject', 'GetSymlink', 'ListObjectVersions', 'HeadObject', 'GetSymlink'],
    sentUnmatched: [],
  });
});

test('a batch for one alias is handled once, and writes once', async () => {
  const store = crowdedBucket(10, older);
  const sent: string[] = [];
  const counting: Store = {
    ...store,
    send: (request) => {
      sent.push(request.operation);
      return store.send(request);
    },
  };
  const changes = [1, 2, 3, 1].map(older).map((one) => ({
    key: one,
    cause: { kind: 'change', event: 'ObjectCreated:PutObject', key: one } as const,
  }));
  const { handled } = await handleChanges({ store: counting, ruleSet, log: () => {}, now: () => 0 }, changes);
  expect(handled.map(({ report }) => [report.alias, report.to])).toEqual([['r/a/latest/f', older(9)]]);
  expect(sent.filter((operation) => operation === 'PutSymlink')).toHaveLength(1);
});
