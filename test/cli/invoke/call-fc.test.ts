import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fcCall, runFunction } from '../../../src/cli/invoke/call-fc.ts';
import type { FcTarget } from '../../../src/cli/invoke/function-call.ts';
import { callVendor } from '../../../src/cli/options/call-vendor.ts';
import { type CloudRig, openCloudRig } from '../../local/cloud-rig.ts';

const credentials = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };

let rig: CloudRig;
let target: FcTarget;
beforeAll(async () => {
  rig = await openCloudRig();
  const { cloud } = await rig.start('data');
  target = { url: cloud.api, isLocal: true, region: 'cn-hangzhou', accountId: '1000000000000000', credentials };
});
afterAll(async () => {
  await rig.close();
  await rig.remove();
});

const TIMER = JSON.stringify({ triggerTime: '2026-11-28T03:04:05Z', triggerName: 'deploy', payload: '' });

describe('runFunction', () => {
  test('runs a function, and returns its result', async () => {
    const { headers, body } = await runFunction(target, 'sweep', TIMER);
    expect(headers['x-fc-error-type']).toBeUndefined();
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject([{ objects: 0, aliases: 0 }]);
  });

  test('returns the error of a function', async () => {
    const { headers, body } = await runFunction(target, 'sweep', '{}');
    expect(headers['x-fc-error-type']).toBe('HandledInvocationError');
    expect(Buffer.from(body).toString()).toContain('not a timer event');
  });

  test.each([
    [{}, 'none', /status 404, .*FunctionNotFound/],
    [{ credentials: { ...credentials, accessKeySecret: 'x' } }, 'sweep', /status 403, .*SignatureNotMatch/],
    [{ url: 'http://127.0.0.1:1' }, 'sweep', /ECONNREFUSED|connect/],
  ])('%j, function %s: a refusal has a code', async (fields, name, message) => {
    const ran = runFunction({ ...target, ...fields }, name, TIMER);
    await expect(ran).rejects.toMatchObject({ code: 'api-failed', message: expect.stringMatching(message) });
  });
});

test('a read is accepted with its query', async () => {
  const query = [['limit', '1']] as const;
  const call = fcCall(target, { action: 'ListFunctions', method: 'GET', path: 'functions', query }, Date.now());
  const answer = await callVendor('Function Compute', call);
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([200, { functions: [{ functionName: 'http' }] }]);
});
