import { describe, expect, test } from 'vitest';
import { createListedStates } from '../../../src/aliases/facts/listed-state.ts';
import type { ListedObject } from '../../../src/stores/store-response.ts';

function object(key: string, more: Partial<ListedObject> = {}): ListedObject {
  return { key, etag: 'E', size: 1, lastModified: 1000, type: 'Normal', storageClass: 'Standard', ...more };
}

function digestOf(...objects: readonly ListedObject[]): string {
  const states = createListedStates(() => 0);
  for (const one of objects) states.addCandidate('a', one, 0);
  return states.take('a').candidates;
}

describe('the digest of the candidates', () => {
  const [one, two] = [object('1'), object('2')];

  test('is the same for the same listing', () => {
    expect(digestOf(one, two)).toBe(digestOf(object('1'), object('2', { size: 9 })));
    expect(digestOf(one)).toMatch(/^[\w-]{22}$/);
  });

  test.each([
    ['none', []],
    ['one less', [one]],
    ['one more', [one, two, object('3')]],
    ['another order', [two, one]],
    ['another key', [one, object('3')]],
    ['another ETag', [one, object('2', { etag: 'F' })]],
    ['another time', [one, object('2', { lastModified: 2000 })]],
    ['another storage class', [one, object('2', { storageClass: 'Archive' })]],
    ['a restored object', [one, object('2', { restore: { ongoing: false, expires: 5000 } })]],
  ])('%s', (_, objects) => {
    expect(digestOf(...objects)).not.toBe(digestOf(one, two));
  });

  test('a marker is not a candidate', () => {
    const states = createListedStates(() => 0);
    states.addCandidate('a', one, 0);
    states.addMarker('a', two);
    expect(states.take('a').candidates).not.toBe(digestOf(one, two));
  });
});

test('each name has a state of its own, which is forgotten once it is taken', () => {
  const states = createListedStates(() => 0);
  states.addLink('a', object('l', { lastModified: 9000 }));
  states.addCandidate('b', object('1'), 0);
  expect(states.take('a')).toMatchObject({
    candidates: '',
    links: new Map([['l', { etag: 'E', lastModified: 9000 }]]),
    newest: 9000,
  });
  expect(states.take('a')).toEqual({ candidates: '', links: new Map(), newest: 0, matures: undefined });
  expect(states.take('b')).toMatchObject({ newest: 1000, matures: undefined });
});

test.each([
  ['old enough', 3600, undefined],
  ['just old enough', 4000, undefined],
  ['too young', 4001, 5001],
  ['no minimum age', 0, undefined],
])('matures: %s', (_, age, matures) => {
  const states = createListedStates(() => 5000);
  states.addCandidate('a', object('1'), age);
  expect(states.take('a').matures).toBe(matures);
});

test('the first candidate that matures counts', () => {
  const states = createListedStates(() => 5000);
  for (const lastModified of [3000, 2000, 4000]) states.addCandidate('a', object('1', { lastModified }), 9000);
  expect(states.take('a').matures).toBe(11_000);
});
