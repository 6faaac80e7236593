import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ask, askAll, type Protocol } from '../../../src/aliases/model/protocol.ts';
import { type SweepLooks, shareLookUps } from '../../../src/handlers/walk/share-look-ups.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { Store } from '../../../src/stores/store.ts';
import { StoreError } from '../../../src/stores/store-error.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { handlerWorld } from '../handler-world.ts';

const lookUp = (prefix: string) => ({ operation: 'ListObjectVersions', prefix, maxKeys: 1 }) as const;

/** Reads an object, writes an alias, and looks up both. Returns what the look-ups show. */
function* createLike(alias: string, target: string): Protocol<readonly (string | undefined)[]> {
  yield* ask({ operation: 'HeadObject', key: target });
  yield* ask({ operation: 'PutSymlink', key: alias, target });
  const pages = yield* askAll(lookUp(alias), lookUp(target));
  return pages.map(({ versions }) => versions[0]?.key);
}

function* readOnly(target: string): Protocol<string> {
  return (yield* ask({ operation: 'HeadObject', key: target })).found;
}

/** Runs protocols side by side on a store that holds some answers back until the test releases them. */
function holdingWorld(
  isHeld: (request: StoreRequest) => boolean = () => false,
  looks: SweepLooks = shareLookUps(['']),
) {
  const world = handlerWorld();
  const held: (() => void)[] = [];
  const sent: string[] = [];
  const store: Store = {
    ...world.context.store,
    send: async (request) => {
      sent.push(`${request.operation} ${'key' in request ? request.key : 'prefix' in request ? request.prefix : ''}`);
      if (isHeld(request)) await new Promise<void>((resolve) => held.push(resolve));
      return world.context.store.send(request);
    },
  };
  const batch = looks.ofBatch();
  const run = <T>(protocol: Protocol<T>): Promise<T> => runProtocol(protocol, store, undefined, batch.join(''));
  const release = async (): Promise<void> => {
    for (const resolve of held.splice(0)) resolve();
    for (let i = 0; i < 5; i++) await turn();
  };
  return { ...world, sent, run, release };
}

describe('look-ups after writes', () => {
  test('are answered from one page for all protocols that run', async () => {
    const world = holdingWorld();
    await world.put('o/1', 'o/2');
    const found = await Promise.all([1, 2].map((n) => world.run(createLike(`a/${n}`, `o/${n}`))));
    expect(found).toEqual([
      ['a/1', 'o/1'],
      ['a/2', 'o/2'],
    ]);
    expect(world.sent.filter((one) => one.startsWith('ListObjectVersions'))).toEqual(['ListObjectVersions ']);
  });

  test('are sent after the write of each protocol that runs', async () => {
    const world = holdingWorld((request) => request.operation === 'PutSymlink' && request.key === 'a/2');
    await world.put('o/1', 'o/2');
    const runs = [1, 2].map((n) => world.run(createLike(`a/${n}`, `o/${n}`)));
    for (let i = 0; i < 5; i++) await turn();
    expect(world.sent.filter((one) => one.startsWith('ListObjectVersions'))).toEqual([]);
    await world.release();
    expect(await Promise.all(runs)).toEqual([
      ['a/1', 'o/1'],
      ['a/2', 'o/2'],
    ]);
  });

  test('do not wait for a protocol that begins later', async () => {
    const world = holdingWorld((request) => request.operation === 'PutSymlink' && request.key !== 'a/1');
    await world.put('o/1', 'o/2');
    const first = world.run(createLike('a/1', 'o/1'));
    const slow = world.run(createLike('a/2', 'o/2'));
    for (let i = 0; i < 5; i++) await turn();
    const later = world.run(createLike('a/3', 'o/1'));
    await world.release();
    expect(await first).toEqual(['a/1', 'o/1']);
    await world.release();
    expect([await slow, await later]).toEqual([
      ['a/2', 'o/2'],
      ['a/3', 'o/1'],
    ]);
  });

  test('do not wait for a protocol that ends without a write', async () => {
    const world = holdingWorld((request) => request.operation === 'HeadObject' && request.key === 'o/2');
    await world.put('o/1', 'o/2');
    const writes = world.run(createLike('a/1', 'o/1'));
    const reads = world.run(readOnly('o/2'));
    for (let i = 0; i < 5; i++) await turn();
    await world.release();
    expect([await writes, await reads]).toEqual([['a/1', 'o/1'], 'object']);
  });

  test('fail for each protocol if a page fails', async () => {
    const world = handlerWorld({ fail: (operation) => operation === 'ListObjectVersions' });
    await world.put('o/1');
    const batch = shareLookUps(['']).ofBatch();
    const runs = [1, 2].map((n) =>
      runProtocol(createLike(`a/${n}`, 'o/1'), world.context.store, undefined, batch.join('')),
    );
    expect((await Promise.allSettled(runs)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

test('a sweep that may not list the versions of candidates lists the candidates instead', async () => {
  const { context, ...world } = handlerWorld();
  const details = { operation: 'ListObjectVersions', bucket: 'demo', status: 403 };
  const store: Store = {
    ...context.store,
    send: (request) => {
      const isOfAlias = 'prefix' in request && request.prefix?.includes('/latest/') === true;
      if (request.operation !== 'ListObjectVersions' || isOfAlias) return context.store.send(request);
      return Promise.reject(new StoreError('access is denied', details));
    },
  };
  await world.put('releases/a/1.0.0/f', 'releases/a/2.0.0/f', 'releases/b/1.0.0/f');
  const { actions } = await sweep(
    { ...context, store, ruleSet: parseRules(rules(LATEST), 'test.yaml') },
    { kind: 'sweep' },
  );
  expect(actions).toMatchObject({ pointed: 2, failed: 0 });
  expect(await world.links()).toMatchObject({ 'releases/a/latest/f': 'releases/a/2.0.0/f' });
});

test('a batch reads a winner once, and the next batch reads it again', async () => {
  const looks = shareLookUps(['']);
  const first = holdingWorld(undefined, looks);
  const next = holdingWorld(undefined, looks);
  await Promise.all([first, first, next].map((world) => world.run(readOnly('o/1'))));
  expect([first.sent, next.sent]).toEqual([['HeadObject o/1'], ['HeadObject o/1']]);
});

const LATEST = "'releases/{app}/latest/{file}'";
const rules = (templates: string): string => `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: [${templates}]
`;

describe('the requests of a sweep for each alias', () => {
  const app = (n: number): string => `releases/app-${100 + n}`;

  test.each([
    [LATEST, 64, 3.3, 2.2],
    ["'latest/{app}/{file}'", 64, 3.5, 5.1],
    ["'releases/{app}/latest/{file}', 'releases/{app}/v{version.major}/{file}'", 128, 2.8, 1.6],
  ])('%s', async (templates, aliases, first, right) => {
    const world = handlerWorld({ rules: rules(templates) });
    for (let n = 0; n < 64; n++) {
      await world.put(...Array.from({ length: 40 }, (_, i) => `${app(n)}/1.${i}.0/f`));
    }
    const counted = async () => {
      world.sent.length = 0;
      const { actions, requests } = await sweep(world.context, { kind: 'sweep' });
      expect(world.sent).toHaveLength(requests);
      return { pointed: actions.pointed, each: requests / aliases };
    };
    const [one, two] = [await counted(), await counted()];
    expect([one.pointed, two.pointed]).toEqual([aliases, 0]);
    expect(one.each).toBeLessThanOrEqual(first);
    expect(two.each).toBeLessThanOrEqual(right);
  });
});
