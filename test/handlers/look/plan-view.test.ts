import { expect, test } from 'vitest';
import { plan } from '../../../src/handlers/look/plan.ts';
import { planTotalView } from '../../../src/handlers/look/plan-view.ts';
import { handlerWorld } from '../handler-world.ts';

test('the changes are counted by the names of the actions', async () => {
  const { context, put } = handlerWorld();
  await put('releases/a/1.0.0/f', 'releases/a/latest/f');
  const view = planTotalView(await plan(context, { onDifference: () => {} }));
  expect(view).toMatchObject({
    planned: true,
    aliases: 2,
    actions: { unchanged: 0, pointed: 1, removed: 0, refused: 1, protected: 0, failed: 0 },
    held: { pinned: 0, withdrawn: 0, listed: [] },
  });
  expect(view).not.toHaveProperty('changes');
});
