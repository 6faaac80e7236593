import { expect, test } from 'vitest';
import { history } from '../../../src/handlers/look/history.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handlerWorld } from '../handler-world.ts';

test('reads the alias’s own versions, and writes nothing', async () => {
  const world = handlerWorld();
  await world.put('releases/app/1.0.0/f');
  await sweep(world.context, { kind: 'sweep', byHand: true });
  world.sent.length = 0;
  expect(await history(world.context, 'releases/app/latest/f', 5)).toMatchObject({
    entries: [{ what: 'pointed', to: 'releases/app/1.0.0/f', cause: 'sweep by hand' }],
  });
  expect(world.sent).toEqual(['GetBucketVersioning', 'ListObjectVersions', 'GetSymlink']);
});
