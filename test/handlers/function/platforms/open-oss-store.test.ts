import { expect, test } from 'vitest';
import { readEnvironment } from '../../../../src/handlers/function/environment.ts';
import { openOssStore } from '../../../../src/handlers/function/platforms/open-oss-store.ts';
import { answer, scriptedServer } from '../../../stores/oss/scripted-server.ts';

test('opens the bucket through the endpoint of the environment', async () => {
  const server = await scriptedServer([answer(404)]);
  const variables = { OSS_ENDPOINT: server.origin };
  const credentials = () => ({ accessKeyId: 'id', accessKeySecret: 'secret' });
  const store = openOssStore(
    { bucket: 'demo', region: 'cn-hangzhou', credentials },
    readEnvironment(variables),
    variables,
  );
  expect([store.bucket, store.capabilities.listsLinks]).toEqual(['demo', true]);
  expect(await store.send({ operation: 'HeadObject', key: 'a' })).toMatchObject({ found: 'none' });
  expect(server.received[0]?.headers.authorization).toContain('id/');
  await store.close();
  await server.close();
});
