import { describe, expect, test } from 'vitest';
import { expandMarkers } from '../../../src/handlers/work/expand-markers.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { ResponseTo } from '../../../src/stores/store-response.ts';
import { handlerWorld } from '../handler-world.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: v }
    aliases: ['l/{app}/{file}']
  - name: ignores
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: v }
    withdraw: false
    aliases: ['m/{app}/{file}']
  - name: flat
    match: { prefix: p/, regex: '^p/x-(?<v>[^/]+)[.]whl$' }
    order: { by: semver, on: v }
    aliases: [p-latest]
`;

const cause = { kind: 'change', event: 'ObjectCreated:PutObject', key: 'the marker' } as const;

async function filledWorld() {
  const world = handlerWorld();
  await world.put('r/a/1.0.0/x', 'r/a/1.0.0/y', 'r/a/1.0.0/deeper/z', 'r/a/2.0.0/x', 'p/x-1.0.0.whl');
  await world.context.store.send({ operation: 'PutSymlink', key: 'r/a/1.0.0/link', target: 't' });
  return world;
}

const changesOf = (keys: readonly string[]) => keys.map((key) => ({ key, cause }));

async function expanded(...keys: readonly string[]) {
  const { store } = (await filledWorld()).context;
  return expandMarkers({ store, ruleSet: parseRules(RULES, 'f') }, changesOf(keys));
}

describe('a change of a marker is a change of what it covers', () => {
  test.each([
    ['in a folder', 'r/a/1.0.0/.withdrawn', ['r/a/1.0.0/x', 'r/a/1.0.0/y']],
    ['next to an object', 'p/x-1.0.0.whl.withdrawn', ['p/x-1.0.0.whl']],
  ])('%s', async (_, marker, covered) => {
    const { changes, skipped, failed } = await expanded(marker);
    // For a rule that ignores markers, the marker itself is an object.
    expect(changes).toEqual([marker, ...covered].map((key) => ({ key, cause })));
    expect([skipped, failed]).toEqual([[], []]);
  });

  test.each(['r/a/1.0.0/x', 'other/.withdrawn', 'p/x-1.0.0.whl'])('%s is not a marker', async (key) => {
    expect(await expanded(key)).toEqual({ changes: [{ key, cause }], skipped: [], failed: [] });
  });

  test.each(['r/a/3.0.0/.withdrawn', 'r/a/.withdrawn', 'p/.withdrawn', 'r/a/1.0.0/x.withdrawn'])(
    '%s covers nothing',
    async (key) => {
      const { changes, skipped } = await expanded(key);
      expect(changes).toEqual([{ key, cause }]);
      expect(skipped).toEqual([{ key, kind: 'marker', why: 'it is a marker, and no candidate that it covers exists' }]);
    },
  );

  test.each([
    ['is listed once', 1, 0],
    ['is listed and fails once', 1, 1],
  ])('a marker that a batch repeats %s', async (_, listings, failures) => {
    const { context, sent } = await filledWorld();
    const store = {
      ...context.store,
      send: <R extends StoreRequest>(request: R): Promise<ResponseTo<R>> => {
        const answer = context.store.send(request);
        return failures === 0 ? answer : answer.then(() => Promise.reject(new Error('refused')));
      },
    };
    const before = sent.length;
    const keys = ['r/a/1.0.0/.withdrawn', 'r/a/1.0.0/.withdrawn'];
    const { changes, failed } = await expandMarkers({ store, ruleSet: parseRules(RULES, 'f') }, changesOf(keys));
    expect(sent.slice(before)).toEqual(Array(listings).fill('ListObjects'));
    expect(failed).toHaveLength(failures);
    expect(changes).toHaveLength(failures === 0 ? 6 : 2);
  });
});
