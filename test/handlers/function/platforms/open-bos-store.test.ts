import { expect, test } from 'vitest';
import { readEnvironment } from '../../../../src/handlers/function/environment.ts';
import { CFC } from '../../../../src/handlers/function/platforms/cfc.ts';
import { openBosStore } from '../../../../src/handlers/function/platforms/open-bos-store.ts';
import { answer, scriptedServer } from '../../../stores/oss/scripted-server.ts';

const credentials = () => ({ accessKeyId: 'id', accessKeySecret: 'secret' });

function open(variables: Record<string, string>) {
  return openBosStore({ bucket: 'demo', region: 'bj', credentials }, readEnvironment(variables, CFC), variables);
}

test('opens the bucket through the endpoint of the environment', async () => {
  const server = await scriptedServer([
    answer(404, { 'x-bce-request-id': 'r' }, '{"code":"NoSuchKey","message":"m","requestId":"r"}'),
  ]);
  const store = open({ BOS_ENDPOINT: server.origin });
  expect([store.bucket, store.capabilities.listsLinks]).toEqual(['demo', false]);
  expect(await store.send({ operation: 'GetSymlink', key: 'a' })).toMatchObject({ found: 'none' });
  expect(server.received[0]?.headers.authorization).toMatch(/^bce-auth-v1\/id\//);
  await store.close();
  await server.close();
});

test('follows AUTOALIAS_BOS_CHOICES', () => {
  expect(open({}).capabilities.tagsLinks).toBe(false);
  expect(open({ AUTOALIAS_BOS_CHOICES: 'linkTags=header' }).capabilities.tagsLinks).toBe(true);
  expect(() => open({ AUTOALIAS_BOS_CHOICES: 'linkTags=x' })).toThrow(
    expect.objectContaining({ code: 'config-invalid' }),
  );
});
