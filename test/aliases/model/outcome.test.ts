import { expect, test } from 'vitest';
import { REFUSED } from '../../../src/aliases/model/outcome.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { aliasWorld, LATEST } from '../alias-world.ts';

async function settled(options = '') {
  const world = aliasWorld('Enabled', options);
  await world.put('1.0.0');
  await world.store.send({ operation: 'PutObject', key: LATEST, body: new Uint8Array(1) });
  return world.run(reconcile(world.task({ kind: 'sweep' })));
}

test('a real object at the alias key is what is refused, with what to do', async () => {
  expect(await settled()).toEqual(REFUSED);
  expect(REFUSED.why).toMatch(/real object .+ move it away, or set onConflict: replace$/);
});

test('not where the rule says to replace it', async () => {
  expect(await settled('    onConflict: replace\n')).toMatchObject({ action: 'pointed' });
});
