import { describe, expect, test } from 'vitest';
import { asyncConfigView, readAsyncConfig } from '../../../../src/local/api/fc/async-config-view.ts';
import { fcParts, NOW } from './fc-fixture.ts';

const config = {
  maxAsyncRetryAttempts: 1,
  maxAsyncEventAgeInSeconds: 300,
  asyncTask: true,
  createdAt: NOW,
  modifiedAt: NOW + 1000,
};
const operation = { name: 'GetAsyncInvokeConfig', functionName: 'f', item: '', qualifier: 'LATEST' } as const;

describe('asyncConfigView', () => {
  const common = {
    maxAsyncRetryAttempts: 1,
    maxAsyncEventAgeInSeconds: 300,
    createdTime: '2026-11-28T03:04:05.000Z',
    lastModifiedTime: '2026-11-28T03:04:06.000Z',
  };

  test('3.0 names the function by its ARN', () => {
    expect(asyncConfigView('f', config, operation, fcParts())).toMatchObject({
      functionArn: 'acs:fc:cn-hangzhou:1000000000000000:functions/f',
      ...common,
      asyncTask: true,
    });
  });

  test('2.0 names service, function and qualifier', () => {
    expect(asyncConfigView('f', config, { ...operation, serviceName: 's' }, fcParts())).toMatchObject({
      service: 's',
      function: 'f',
      qualifier: 'LATEST',
      ...common,
      statefulInvocation: true,
    });
  });
});

describe('readAsyncConfig', () => {
  test.each([
    ['{}', 3, 86_400],
    ['{"maxAsyncRetryAttempts":0,"maxAsyncEventAgeInSeconds":1}', 0, 1],
    ['{"maxAsyncRetryAttempts":8,"destinationConfig":{}}', 8, 86_400],
    ['{"asyncTask":false,"destinationConfig":{"onFailure":{"destination":""},"onSuccess":null}}', 3, 86_400],
  ])('%s', (body, attempts, age) => {
    expect(readAsyncConfig(Buffer.from(body))).toMatchObject({
      maxAsyncRetryAttempts: attempts,
      maxAsyncEventAgeInSeconds: age,
    });
  });

  test.each([
    ['{}', false],
    ['{"asyncTask":true}', true],
    ['{"statefulInvocation":true}', true],
  ])('%s: tasks %s', (body, asyncTask) => {
    expect(readAsyncConfig(Buffer.from(body)).asyncTask).toBe(asyncTask);
  });

  test.each([
    '',
    'x',
    '[]',
    '{"maxAsyncRetryAttempts":9}',
    '{"maxAsyncRetryAttempts":-1}',
    '{"maxAsyncRetryAttempts":1.5}',
    '{"maxAsyncEventAgeInSeconds":0}',
    '{"maxAsyncEventAgeInSeconds":604801}',
    '{"destinationConfig":{"onFailure":{"destination":"acs:mns:r:1:/queues/q/messages"}}}',
  ])('refuses %s', (body) => {
    expect(() => readAsyncConfig(Buffer.from(body))).toThrow(expect.objectContaining({ code: 'InvalidArgument' }));
  });
});
