import { describe, expect, test } from 'vitest';
import {
  type MarkerNote,
  markerNoteText,
  parseMarkerNote,
  putMarker,
  readMarkerNote,
} from '../../../src/aliases/model/marker-note.ts';
import { runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';

const KEY = 'releases/app/1.10.0/.withdrawn';
const NOTE = { reason: '1.10 breaks logins', actor: 'ada@host', by: 'withdraw' } as const;
const TIME = '2026-11-27T23:30:00Z';

test('a marker is a JSON object with reason, actor, time and command', () => {
  const { body, ...request } = putMarker(KEY, NOTE, Date.parse(TIME) + 999);
  expect(request).toEqual({ operation: 'PutObject', key: KEY, headers: { contentType: 'application/json' } });
  expect(new TextDecoder().decode(body)).toBe(
    `{"reason":"1.10 breaks logins","actor":"ada@host","time":"${TIME}","by":"withdraw"}\n`,
  );
});

test.each<[text: string, note: MarkerNote]>([
  [
    `{"reason":"r","actor":"a","time":"${TIME}","by":"rollback"}`,
    { reason: 'r', actor: 'a', time: TIME, by: 'rollback' },
  ],
  ['{"reason":"r","more":1}', { reason: 'r' }],
  ['{"reason":1,"actor":"a","by":"magic"}', { actor: 'a' }],
  [`{"reason":"${'x'.repeat(501)}"}`, { reason: 'x'.repeat(500) }],
  ['', {}],
  ['broken', {}],
  ['null', {}],
  ['["reason"]', {}],
  ['{"reason":"cut', {}],
])('%j is read as %j', (text, note) => {
  expect(parseMarkerNote(text)).toEqual(note);
});

describe('the note of a marker in a bucket', () => {
  test('is read back', async () => {
    const store = createMemoryStore();
    await store.send(putMarker(KEY, NOTE, Date.parse(TIME)));
    expect(await runProtocol(readMarkerNote(KEY), store)).toEqual({ ...NOTE, time: TIME });
  });

  test.each<[what: string, text: string, note: MarkerNote]>([
    ['of another program, without a time', '{"reason":"r"}', { reason: 'r', time: TIME }],
    ['that is empty', '', { time: TIME }],
    ['with text that is not a time', '{"time":"yesterday","actor":"a"}', { actor: 'a', time: TIME }],
    ['with its own time', '{"time":"2026-11-01T00:00Z"}', { time: '2026-11-01T00:00Z' }],
  ])('%s: since when', async (_, text, note) => {
    const store = createMemoryStore({ now: () => Date.parse(TIME) + 700 });
    await store.send({ operation: 'PutObject', key: KEY, body: new TextEncoder().encode(text) });
    expect(await runProtocol(readMarkerNote(KEY), store)).toEqual(note);
  });

  test('is undefined if nothing is there, or a symlink', async () => {
    const store = createMemoryStore();
    expect(await runProtocol(readMarkerNote(KEY), store)).toBeUndefined();
    await store.send({ operation: 'PutObject', key: 'a', body: new Uint8Array() });
    await store.send({ operation: 'PutSymlink', key: KEY, target: 'a' });
    expect(await runProtocol(readMarkerNote(KEY), store)).toBeUndefined();
  });
});

test.each<[note: MarkerNote, text: string]>([
  [{ ...NOTE, time: TIME }, `withdrawn by ada@host at ${TIME}: 1.10 breaks logins`],
  [{ reason: 'r' }, 'withdrawn: r'],
  [{}, 'withdrawn'],
])('%j is shown as %j', (note, text) => {
  expect(markerNoteText(note)).toBe(text);
});
