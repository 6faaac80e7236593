import { expect, test } from 'vitest';
import { json, openBosRig, outcome } from '../bos-rig.ts';

test('there are no multipart uploads', async () => {
  const rig = await openBosRig();
  const list = (bucket: string) =>
    rig.send({
      bucket,
      query: [
        ['uploads', ''],
        ['prefix', 'a'],
      ],
    });
  expect(json(await list('demo'))).toMatchObject({ bucket: 'demo', prefix: 'a', isTruncated: false, uploads: [] });
  expect(outcome(await list('absent'))).toBe('404 NoSuchBucket');
  await rig.close();
});
