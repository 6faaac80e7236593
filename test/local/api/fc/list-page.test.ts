import { describe, expect, test } from 'vitest';
import { listPage } from '../../../../src/local/api/fc/list-page.ts';
import { parsed } from './fc-fixture.ts';

const NAMES = ['sweep', 'http', 'object-events'];

function page(query: string) {
  return listPage(NAMES, (name) => name, parsed({ target: `/2023-03-30/functions${query}` }));
}

describe('listPage', () => {
  test.each([
    ['', ['http', 'object-events', 'sweep'], undefined],
    ['?limit=2', ['http', 'object-events'], 'sweep'],
    ['?limit=2&nextToken=sweep', ['sweep'], undefined],
    ['?limit=3', ['http', 'object-events', 'sweep'], undefined],
    ['?prefix=o', ['object-events'], undefined],
    ['?prefix=x', [], undefined],
    ['?nextToken=z', [], undefined],
  ])('%s', (query, items, nextToken) => {
    const found = page(query);
    expect([found.items, found.nextToken]).toEqual([items, nextToken]);
  });

  test.each(['?limit=0', '?limit=101', '?limit=x', '?limit=', '?limit=1.5'])('refuses %s', (query) => {
    expect(() => page(query)).toThrow(expect.objectContaining({ code: 'InvalidArgument' }));
  });
});
