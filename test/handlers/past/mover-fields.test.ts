import { expect, test } from 'vitest';
import { moverFields } from '../../../src/handlers/past/mover-fields.ts';

const MARKER = { key: 'r/1/.withdrawn', reason: 'bad', time: '2026-11-27T00:00:00Z' };

test.each([
  [{ ...MARKER, actor: 'ada', principal: '2093' }, 'ada'],
  [{ ...MARKER, actor: undefined, principal: '2093' }, '2093'],
])('a move by the marker %j is by %s', (marker, actor) => {
  expect(moverFields({ actor: '2093' }, marker)).toEqual({
    actor,
    marker: { ...marker, actor: marker.actor ?? null },
  });
});

test.each(['ada', null])('a move without a marker is by %s, as recorded', (actor) => {
  expect(moverFields({ actor }, undefined)).toEqual({ actor });
});
