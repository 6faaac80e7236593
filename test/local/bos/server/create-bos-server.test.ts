import { expect, test } from 'vitest';
import { openBosRig } from '../bos-rig.ts';

test('speaks the protocol of BOS, and closes', async () => {
  const rig = await openBosRig();
  const answer = await fetch(`${rig.url}/v1`);
  expect(answer.headers.get('server')).toBe('BceBos');
  expect(await answer.json()).toMatchObject({ code: 'AccessDenied' });
  await rig.close();
  await expect(fetch(rig.url)).rejects.toThrow('fetch failed');
});
