import { expect, test } from 'vitest';
import { pointedAt } from '../../src/aliases/pointed-at.ts';
import type { SymlinkFound } from '../../src/stores/store-response.ts';
import { aliasWorld, key } from './alias-world.ts';

const task = aliasWorld('Enabled').task({ kind: 'sweep' });

function link(target: string, metadata: Readonly<Record<string, string>> = {}): SymlinkFound {
  return {
    found: 'symlink',
    target,
    etag: '',
    headers: {},
    metadata,
  };
}

const OURS = { 'autoalias-rule': 'app', 'autoalias-form': 'f', 'autoalias-base': 'none', 'autoalias-modified': '7000' };

test('the candidate that a link of ours was written for, though it may be gone', () => {
  expect(pointedAt(task, link(key('1.10.0'), OURS))).toMatchObject({ key: key('1.10.0'), lastModified: 7000 });
});

test('a link that is not ours shows a candidate of which nothing else is known', () => {
  expect(pointedAt(task, link(key('1.10.0')))).toMatchObject({ key: key('1.10.0'), lastModified: 0 });
});

test.each(['elsewhere', key('no-version'), key('1.0.0-rc.1'), 'releases/other/1.0.0/app.tgz'])(
  '%s is no candidate',
  (target) => {
    expect(pointedAt(task, link(target, OURS))).toBeUndefined();
  },
);
