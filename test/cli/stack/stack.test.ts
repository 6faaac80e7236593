import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RosTarget } from '../../../src/cli/stack/ros-api.ts';
import {
  createStack,
  failuresOf,
  findStack,
  readStack,
  readTemplate,
  type StackContent,
  updateStack,
} from '../../../src/cli/stack/stack.ts';
import { templateText } from '../../deploy/ros-template.ts';
import { type FakeRos, startFakeRos } from './ros/fake-ros.ts';

const credentials = { accessKeyId: 'an-id', accessKeySecret: 'a-secret' };
const CONTENT: StackContent = {
  template: templateText,
  parameters: new Map([
    ['Bucket', 'my-bucket'],
    ['CodeBucket', 'my-code'],
    ['CodeObject', 'autoalias/1.zip'],
    ['Token', 'a-token-of-thirty-two-characters!'],
  ]),
  clientToken: 'one',
};

let ros: FakeRos;
let target: RosTarget;
beforeEach(async () => {
  ros = await startFakeRos(credentials);
  target = { url: ros.url, region: 'cn-hangzhou', credentials };
});
afterEach(() => ros.close());

/** Reads a stack until its operation has ended. */
async function settled(id: string) {
  for (;;) {
    const stack = await readStack(target, id);
    if (!stack.status.endsWith('_IN_PROGRESS')) return stack;
  }
}

test('a stack is created, found, read and updated', async () => {
  expect(await findStack(target, 'autoalias')).toBeUndefined();
  const id = await createStack(target, 'autoalias', CONTENT);
  expect(await findStack(target, 'autoalias')).toMatchObject({
    id,
    status: 'CREATE_IN_PROGRESS',
    progress: { done: 8, total: 24 },
  });
  const created = await settled(id);
  expect(created).toMatchObject({ name: 'autoalias', status: 'CREATE_COMPLETE' });
  expect(Object.fromEntries(created.parameters)).toMatchObject({
    CodeObject: 'autoalias/1.zip',
    Token: '****',
    'ALIYUN::TenantId': '1234567890123456',
  });
  expect(created.outputs.get('Url')).toBe('https://a.cn-hangzhou.fcapp.run');
  expect(await readTemplate(target, id)).toBe(templateText);

  const parameters = new Map([['CodeObject', 'autoalias/2.zip']]);
  expect(await updateStack(target, id, { ...CONTENT, parameters, clientToken: 'two' })).toBe('started');
  const updated = await settled(id);
  expect(updated.status).toBe('UPDATE_COMPLETE');
  expect(updated.updatedAt).not.toBe(created.updatedAt);
  expect(Object.fromEntries(updated.parameters)).toMatchObject({ Bucket: 'my-bucket', CodeObject: 'autoalias/2.zip' });
  expect(await updateStack(target, id, { ...CONTENT, parameters, clientToken: 'three' })).toBe('unchanged');
});

test('a request whose answer is lost creates one stack', async () => {
  ros.loseAnswerOf('CreateStack');
  const id = await createStack(target, 'autoalias', CONTENT);
  expect(ros.stacks.map((stack) => stack.id)).toEqual([id]);
  expect(ros.actions.filter((action) => action === 'CreateStack')).toHaveLength(2);
});

test('the resources that failed are found', async () => {
  ros.failAt('Created', 'the prefix overlaps with another trigger');
  const id = await createStack(target, 'autoalias', CONTENT);
  expect(await settled(id)).toMatchObject({
    status: 'CREATE_ROLLBACK_COMPLETE',
    reason: expect.stringContaining('prefix overlaps'),
  });
  expect(await failuresOf(target, id)).toContainEqual({
    eventId: expect.any(String),
    resource: 'Created',
    type: 'ALIYUN::FC3::Trigger',
    status: 'CREATE_FAILED',
    reason: 'the prefix overlaps with another trigger',
  });
});

test.each([
  [{ parameters: new Map([['Bucket', 'B']]) }, /Parameter \(Bucket\) is invalid/],
  [{ parameters: new Map([['Bucket', 'my-bucket']]) }, /\(CodeBucket\) was not provided/],
  [{ template: templateText.replace('MemorySize: 256', 'MemorySize: x') }, /StackValidationFailed/],
])('the service of these tests checks %#', async (content, message) => {
  await expect(createStack(target, 'autoalias', { ...CONTENT, ...content })).rejects.toThrow(message);
});
