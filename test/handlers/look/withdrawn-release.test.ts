import { expect, test } from 'vitest';
import type { MarkerNote } from '../../../src/aliases/model/marker-note.ts';
import { readWithdrawnRelease, withdrawnText } from '../../../src/handlers/look/withdrawn-release.ts';

const TIME = '2026-11-27T00:00:00Z';

test.each<[Readonly<Record<string, MarkerNote>>, object, string]>([
  [{ a: {} }, { reason: null, actor: null, since: null }, 'release 1.0 is withdrawn'],
  [
    { a: {}, b: { reason: 'bad', actor: 'ada', time: TIME }, c: { reason: 'also bad' } },
    { reason: 'bad', actor: 'ada', since: TIME },
    `release 1.0 is withdrawn by ada at ${TIME}: bad`,
  ],
  [{ a: { time: TIME }, b: {} }, { reason: null, actor: null, since: TIME }, `release 1.0 is withdrawn at ${TIME}`],
  [{ a: { actor: 'ada' } }, { reason: null, actor: 'ada', since: null }, 'release 1.0 is withdrawn by ada'],
])('markers that say %j', async (notes, said, text) => {
  const markers = Object.keys(notes);
  const read = async (marker: string) => notes[marker] ?? {};
  const found = await readWithdrawnRelease({ name: '1.0', withdrawnBy: markers }, { read });
  expect(found).toEqual({ release: '1.0', markers, ...said });
  expect(withdrawnText(found)).toBe(text);
});
