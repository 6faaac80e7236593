import { expect, test } from 'vitest';
import { bosTriggers } from '../../../src/local/triggers/bos-triggers.ts';
import { matches } from '../../../src/local/triggers/invocations-of.ts';

function names(links: boolean, name: string, key = 'releases/a') {
  return bosTriggers(['releases/'], 'f', links)
    .filter((one) => matches(one, { name, key }))
    .map((one) => one.name);
}

test.each([
  ['ObjectCreated:PutObject', false, ['autoalias-objects-1']],
  ['ObjectCreated:CopyObject', false, ['autoalias-objects-1']],
  ['ObjectRemoved:DeleteObject', false, ['autoalias-removals']],
  ['ObjectRemoved:DeleteObjects', false, ['autoalias-removals']],
  ['ObjectCreated:PutSymlink', false, []],
  ['ObjectCreated:PutSymlink', true, ['autoalias-objects-1']],
])('%s, links raise events: %s', (name, links, expected) => {
  expect(names(links, name)).toEqual(expected);
  expect(names(links, name, 'other/a')).toEqual([]);
});

test('many prefixes share ten triggers', () => {
  const prefixes = Array.from({ length: 12 }, (_, i) => `p${i}/`);
  const triggers = bosTriggers(prefixes, 'f', false).filter(({ name }) => name !== 'autoalias-removals');
  expect(triggers.length).toBeLessThanOrEqual(10);
  const covers = (key: string) => triggers.some((one) => matches(one, { name: 'ObjectCreated:PutObject', key }));
  expect(prefixes.every((prefix) => covers(`${prefix}x`))).toBe(true);
});
