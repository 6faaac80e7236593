import { expect, test } from 'vitest';
import { archivedText, notReady } from '../../../src/rules/match/not-ready.ts';

const HOUR = 3_600_000;
const OLD = { archived: 'skip', minimumAge: { text: '1h', milliseconds: HOUR } } as const;
const ANY = { archived: 'allow', minimumAge: undefined } as const;
const frozen = { storageClass: 'ColdArchive' };

test.each([
  ['archived', OLD, { ...frozen, lastModified: 0 }, 'archived', 'it is archived (ColdArchive) and is not restored'],
  [
    'archived and young',
    OLD,
    { ...frozen, lastModified: HOUR },
    'archived',
    'it is archived (ColdArchive) and is not restored',
  ],
  [
    'being restored',
    { ...OLD, minimumAge: undefined },
    { ...frozen, restore: { ongoing: true }, lastModified: 0 },
    'archived',
    'it is archived (ColdArchive) and is still being restored',
  ],
  ['young', OLD, { lastModified: HOUR }, 'too-young', 'it is younger than 1h (until 1970-01-01T02:00:00.000Z)'],
  [
    'young, where archived objects are allowed',
    { ...OLD, archived: 'allow' },
    { ...frozen, lastModified: HOUR },
    'too-young',
    'it is younger than 1h (until 1970-01-01T02:00:00.000Z)',
  ],
] as const)('%s', (_, template, object, kind, why) => {
  expect(notReady(template, object, HOUR)).toEqual({ kind, why });
});

test.each([
  ['old enough', OLD, { lastModified: 0, storageClass: 'Standard' }],
  ['restored', OLD, { lastModified: 0, ...frozen, restore: { ongoing: false } }],
  ['archived, where that is allowed', ANY, { lastModified: HOUR, ...frozen }],
] as const)('ready: %s', (_, template, object) => {
  expect(notReady(template, object, HOUR)).toBeUndefined();
});

test('a store that shows no class', () => {
  expect(archivedText({})).toBeUndefined();
});
