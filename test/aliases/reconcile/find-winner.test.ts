import { describe, expect, test } from 'vitest';
import { findWinner, readTarget } from '../../../src/aliases/reconcile/find-winner.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { ListedObject, StoreResponse } from '../../../src/stores/store-response.ts';
import { aliasWorld, key } from '../alias-world.ts';
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
    expect(result).toEqual({ winner: undefined });
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

  test('lists again when the winner has vanished in the meantime', () => {
    let listings = 0;
    const { result } = runOn(findWinner(task), (request) => {
      if (request.operation === 'HeadObject') return request.key === key('2.0.0') ? NOTHING : head('v');
      listings++;
      return { objects: [listed(key('1.0.0')), ...(listings === 1 ? [listed(key('2.0.0'))] : [])], prefixes: [] };
    });
    expect(result.winner).toMatchObject({ key: key('1.0.0') });
    expect(listings).toBe(2);
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
