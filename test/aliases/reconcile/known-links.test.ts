import { expect, test } from 'vitest';
import { createKnownLinks } from '../../../src/aliases/reconcile/known-links.ts';

const link = { key: 'a', etag: 'e', lastModified: 1 };

test('a link is known as long as the listing shows the same', () => {
  const links = createKnownLinks();
  expect([links.has(link), links.knows('a'), links.size]).toEqual([false, false, 0]);
  links.add(link);
  expect([links.has(link), links.knows('a'), links.size]).toEqual([true, true, 1]);
  expect(links.has({ ...link, etag: 'f' })).toBe(false);
  expect(links.has({ ...link, lastModified: 2 })).toBe(false);
  expect(links.has({ ...link, key: 'b' })).toBe(false);
});
