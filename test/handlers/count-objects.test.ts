import { expect, test } from 'vitest';
import { countObjects } from '../../src/handlers/count-objects.ts';
import { type Scope, walkAliases } from '../../src/handlers/walk-aliases.ts';
import { handlerWorld, RULES } from './handler-world.ts';

test.each<[string, Scope, number]>([
  ['everything that is listed', {}, 5],
  ['the whole bucket', { prefix: '' }, 6],
  ['a prefix', { prefix: 'releases/b' }, 2],
  ['after a key', { startAfter: 'releases/a/2' }, 2],
  ['after everything', { startAfter: 'z' }, 0],
  ['being aborted', { signal: AbortSignal.abort() }, 0],
])('as many as a walk lists: %s', async (_, scope, expected) => {
  const world = handlerWorld({ rules: RULES.replace('releases/{app}/latest', 'latest/{app}') });
  await world.put('latest/a/f', 'other', ...['a/1', 'a/2', 'b/1', 'b/2'].map((name) => `releases/${name}`));
  const walked = { objects: 0, requests: 0, doneUpTo: undefined };
  for await (const _one of walkAliases(world.context, scope, walked));
  expect([await countObjects(world.context, scope), walked.objects]).toEqual([expected, expected]);
});
