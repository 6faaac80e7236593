import { describe, expect, test } from 'vitest';
import { json, openBosRig, outcome } from '../bos-rig.ts';

describe('every form of address', () => {
  test.each([
    ['127.0.0.1', '/v1/demo/k'],
    ['127.0.0.1', '/demo/k'],
    ['demo.bj.bcebos.com', '/k'],
    ['demo.bj.bcebos.com', '/v1/k'],
    ['demo.localhost', '/k'],
    ['demo.anything.test', '/k'],
  ])('%s%s', async (host, target) => {
    const rig = await openBosRig();
    await rig.put('k', 'hello', { 'x-bce-acl': 'public-read' });
    expect((await rig.raw({ target, headers: { host } })).body).toBe('hello');
    expect(rig.log.at(-1)).toMatchObject({ operation: 'GetObject', bucket: 'demo', key: 'k', status: 200 });
    await rig.close();
  });
});

describe('every answer has the headers of BOS', () => {
  test('and a refusal is JSON with the request id', async () => {
    const rig = await openBosRig();
    const answer = await rig.raw({ target: '/v1/demo/k' });
    const requestId = answer.headers['x-bce-request-id'];
    expect(answer.headers).toMatchObject({
      server: 'BceBos',
      date: 'Wed, 01 Jan 2025 00:00:00 GMT',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(json(answer)).toEqual({ code: 'AccessDenied', message: expect.any(String), requestId });
    expect(rig.log).toMatchObject([{ code: 'AccessDenied', requestId }]);
    await rig.close();
  });
});

describe('what is not supported', () => {
  test.each([
    ['POST', 'k', 'append', '501 NotImplemented', 'Write the whole object with PutObject.'],
    ['POST', 'k', 'uploads', '501 NotImplemented', 'Use PutObject, up to 5 GB.'],
    ['POST', 'k', 'restore', '501 NotImplemented', 'Test it with a bucket on BOS.'],
    ['GET', undefined, 'lifecycle', '501 NotImplemented', 'Test it with a bucket on BOS.'],
    ['PUT', undefined, 'notification', '501 NotImplemented', 'Test it with a bucket on BOS.'],
    ['DELETE', undefined, 'acl', '405 MethodNotAllowed', 'DELETE ?acl at the level of the bucket'],
    ['POST', 'k', 'acl', '405 MethodNotAllowed', 'POST ?acl at the level of the object'],
  ])('%s %s ?%s', async (method, key, parameter, expected, message) => {
    const rig = await openBosRig();
    const answer = await rig.send({ method, bucket: 'demo', query: [[parameter, '']], ...(key && { key }) });
    expect(outcome(answer)).toBe(expected);
    expect(json(answer)).toMatchObject({ message: expect.stringContaining(message) });
    await rig.close();
  });
});

test('a web page of another site is refused, also at a name of the vendor', async () => {
  const rig = await openBosRig();
  await rig.put('k', 'hello', { 'x-bce-acl': 'public-read' });
  const ask = async (host: string) =>
    outcome(await rig.raw({ target: '/v1/demo/k', headers: { host, origin: 'https://example.com' } }));
  expect([await ask('bj.bcebos.com'), await ask('rebound.example')]).toEqual(['403 AccessDenied', '403 AccessDenied']);
  const own = { host: 'demo.bj.bcebos.com', 'accept-language': 'en', accept: 'text/html' };
  expect((await rig.raw({ target: '/k', headers: own })).body).toBe('hello');
  await rig.close();
});
