import { describe, expect, test } from 'vitest';
import { findWinner, readTarget } from '../../../src/aliases/reconcile/find-winner.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { ListedObject, StoreResponse } from '../../../src/stores/store-response.ts';
import { aliasWorld, key, markerKey } from '../alias-world.ts';
import { NOTHING, runOn, targetOf } from '../targets.ts';

const task = aliasWorld('Enabled').task({ kind: 'sweep' });

function listed(of: string, type = 'Normal'): ListedObject {
  return {
    key: of,
    etag: 'E',
    size: 1,
    lastModified: 1000,
    type,
  };
}

function head(versionId: string) {
  return {
    found: 'object',
    versionId,
    etag: 'E',
    size: 1,
    lastModified: 2000,
    headers: { contentType: 't' },
    metadata: {},
  } as const;
}

/** Answers listings by pages, and looks at objects by `heads`. */
function bucket(pages: readonly (readonly ListedObject[])[], heads: (of: string) => StoreResponse) {
  return (request: StoreRequest): StoreResponse => {
    if (request.operation === 'HeadObject') return heads(request.key);
    if (request.operation !== 'ListObjects') throw new TypeError(`${request.operation} was not to be asked`);
    const page = Number(request.continuationToken ?? 0);
    const more = page + 1 < pages.length ? { nextToken: String(page + 1) } : {};
    return { objects: pages[page] ?? [], prefixes: [], ...more };
  };
}

describe('findWinner', () => {
  test('of nothing there is none, and nothing more is asked', () => {
    const { result, asked } = runOn(
      findWinner(task),
      bucket([[]], () => NOTHING),
    );
    expect(result).toMatchObject({ winner: undefined });
    expect(asked).toEqual([[{ operation: 'ListObjects', prefix: 'releases/app/', maxKeys: 1000 }]]);
  });

  test('is the greatest of all pages, as one look at it shows it', () => {
    const pages = [
      [listed(key('1.0.0')), listed(key('1.10.0')), listed(key('1.9.0'))],
      [listed(key('2.0.0-rc.1')), listed(key('2.0.0'))],
      [listed(key('3.0.0'), 'Symlink'), listed(key('abc'))],
    ];
    const { result, asked } = runOn(
      findWinner(task),
      bucket(pages, () => head('v')),
    );
    expect(result.winner).toMatchObject({
      key: key('2.0.0'),
      lastModified: 2000,
      identity: { versionId: 'v', etag: 'E', lastModified: 2000 },
      headers: { contentType: 't' },
    });
    expect(asked).toHaveLength(4);
    expect(asked.at(-1)).toEqual([{ operation: 'HeadObject', key: key('2.0.0') }]);
  });

  test('is the next best of the same listing when the winner has vanished in the meantime', () => {
    const { result, asked } = runOn(
      findWinner(task),
      bucket([[listed(key('1.0.0')), listed(key('2.0.0'))]], (key_) => (key_ === key('2.0.0') ? NOTHING : head('v'))),
    );
    expect(result.winner).toMatchObject({ key: key('1.0.0') });
    expect(asked.map(([request]) => request?.operation)).toEqual(['ListObjects', 'HeadObject', 'HeadObject']);
  });

  test('lists again when all candidates that were kept have vanished', () => {
    let listings = 0;
    const vanished = Array.from({ length: 9 }, (_, i) => listed(key(`2.0.${i}`)));
    const { result } = runOn(findWinner(task), (request) => {
      if (request.operation === 'HeadObject') return request.key === key('1.0.0') ? head('v') : NOTHING;
      listings++;
      return { objects: [listed(key('1.0.0')), ...(listings === 1 ? vanished : [])], prefixes: [] };
    });
    expect(result.winner).toMatchObject({ key: key('1.0.0') });
    expect(listings).toBe(2);
  });

  test.each<[what: string, keys: readonly string[], winner: string | undefined, withdrawn: string | undefined]>([
    ['a marker before its candidate', [key('1.0.0'), markerKey('2.0.0'), key('2.0.0')], '1.0.0', '2.0.0'],
    ['a lesser one', [markerKey('1.0.0'), key('1.0.0'), key('2.0.0')], '2.0.0', '1.0.0'],
    ['all', [markerKey('1.0.0'), key('1.0.0')], undefined, '1.0.0'],
    ['a marker without a candidate', [key('1.0.0'), markerKey('2.0.0')], '1.0.0', undefined],
    [
      'a marker that comes after a file of its folder',
      ['releases/app/2.0.0/-x', markerKey('2.0.0')],
      undefined,
      undefined,
    ],
    ['the marker of another folder', [markerKey('1.0.0'), key('1.0.0+a')], '1.0.0+a', undefined],
  ])('leaves out what a listed marker withdraws: %s', (_, keys, winner, withdrawn) => {
    const { result } = runOn(
      findWinner(task),
      bucket([keys.map((one) => listed(one))], () => head('v')),
    );
    expect(result.winner?.key).toBe(winner === undefined ? undefined : key(winner));
    expect(result.withdrawn?.candidate.key).toBe(withdrawn === undefined ? undefined : key(withdrawn));
    for (const version of ['1.0.0', '2.0.0'])
      expect(result.isWithdrawn?.(key(version))).toBe(keys.includes(markerKey(version)));
  });

  test('more than eight withdrawn candidates do not require another listing', () => {
    const many = Array.from({ length: 20 }, (_, i) => [markerKey(`2.0.${i}`), key(`2.0.${i}`)])
      .flat()
      .sort();
    const { result, asked } = runOn(
      findWinner(task),
      bucket([[key('1.0.0'), ...many].map((one) => listed(one))], () => head('v')),
    );
    expect(result.winner).toMatchObject({ key: key('1.0.0') });
    expect(asked).toHaveLength(2);
  });

  test('a link at the key of a marker withdraws nothing', () => {
    const { result } = runOn(
      findWinner(task),
      bucket([[listed(markerKey('1.0.0'), 'Symlink'), listed(key('1.0.0'))]], () => head('v')),
    );
    expect(result.winner).toMatchObject({ key: key('1.0.0') });
  });

  test.each([NOTHING, { found: 'symlink' } as const])(
    'gives up as unsettled, never as "none", where winners keep vanishing (%j)',
    (gone) => {
      const always = bucket([[listed(key('1.0.0'))]], () => gone);
      expect(() => runOn(findWinner(task), always)).toThrow(
        expect.objectContaining({ code: 'alias-unsettled', message: expect.stringContaining('vanished 16 times') }),
      );
    },
  );
});

test.each([
  [head('v'), true],
  [NOTHING, false],
  [{ found: 'symlink' } as const, false],
])('lookAt %j finds an object: %s', (answer, found) => {
  const { result } = runOn(readTarget(targetOf(task, key('1.0.0'))), () => answer);
  expect(result !== undefined).toBe(found);
});
