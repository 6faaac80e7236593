import { expect, test } from 'vitest';
import { listAll } from '../../../src/aliases/reconcile/list-all.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { runOn } from '../targets.ts';

function object(key: string) {
  return { key, etag: 'E', size: 1, lastModified: 0, type: 'Normal' };
}

test('visits the objects of all pages in order', () => {
  const pages = [[object('a/1')], [], [object('a/2'), object('a/3')]];
  const shown: string[] = [];
  const { asked } = runOn(
    listAll('a/', ({ key }) => shown.push(key)),
    (request: StoreRequest) => {
      const page = request.operation === 'ListObjects' ? Number(request.continuationToken ?? 0) : 0;
      return { objects: pages[page] ?? [], prefixes: [], ...(page < 2 ? { nextToken: String(page + 1) } : {}) };
    },
  );
  expect(shown).toEqual(['a/1', 'a/2', 'a/3']);
  const request = { operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 };
  expect(asked).toEqual([
    [request],
    [{ ...request, continuationToken: '1' }],
    [{ ...request, continuationToken: '2' }],
  ]);
});

test('fails if the listing does not advance', () => {
  const again = { objects: [object('a/1')], prefixes: [], nextToken: 'same' };
  expect(() =>
    runOn(
      listAll('a/', () => {}),
      () => again,
    ),
  ).toThrow(expect.objectContaining({ code: 'store-unreachable' }));
});
