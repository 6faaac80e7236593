import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { mnsHeaders } from '../../../../src/alibaba/mns-signature.ts';
import { mnsApi } from '../../../../src/local/api/mns/mns-api.ts';
import { parseXml, type XmlElement } from '../../../../src/oss-wire/parse-xml.ts';
import { NOW, openLetters } from './letters-fixture.ts';

const CREDENTIALS = { accessKeyId: 'id', accessKeySecret: 'secret' };
const QUEUE = '/queues/autoalias-failed-events';

function open(count: number, credentials = CREDENTIALS) {
  const { queue, world } = openLetters(count);
  const api = mnsApi({ queue, credentials, startedAt: NOW - 5000, now: () => world.now, newId: () => 'new-id' });
  /** Sends a request, by default with a valid signature. */
  const ask = async (method: string, target: string, change: Partial<{ headers: object; body: string }> = {}) => {
    const md5 = change.body === undefined ? {} : bodyHeaders(createHash('md5').update(change.body).digest('base64'));
    const signed = mnsHeaders({ method, target, headers: md5 }, credentials, world.now);
    const request = new Request(`http://127.0.0.1:9001${target}`, {
      method,
      headers: { ...signed, ...change.headers },
      ...(change.body === undefined ? {} : { body: change.body }),
    });
    const response = await api(request, target);
    const text = await response.text();
    return { status: response.status, headers: response.headers, xml: text === '' ? undefined : parseXml(text) };
  };
  return { world, ask };
}

function bodyHeaders(md5: string) {
  return { 'content-type': 'text/xml', 'content-md5': md5 };
}

function textOf(xml: XmlElement | undefined, name: string): string | undefined {
  return xml?.children.find((child) => child.name === name)?.text;
}

test('GetQueueAttributes counts the messages', async () => {
  const { ask } = open(3);
  await ask('GET', `${QUEUE}/messages`);
  const { status, headers, xml } = await ask('GET', QUEUE);
  expect([status, headers.get('x-mns-request-id'), headers.get('x-mns-version')]).toEqual([
    200,
    'new-id',
    '2015-06-06',
  ]);
  expect(xml?.name).toBe('Queue');
  expect(['QueueName', 'CreateTime', 'ActiveMessages', 'InactiveMessages'].map((name) => textOf(xml, name))).toEqual([
    ...['autoalias-failed-events', String((NOW - 5000) / 1000), '2', '1'],
  ]);
});

test.each([
  [{}, 1],
  [{ 'x-mns-prefix': 'autoalias' }, 1],
  [{ 'x-mns-prefix': 'other' }, 0],
])('ListQueue with %j', async (headers, count) => {
  const { ask } = open(0);
  const signed = mnsHeaders(
    { method: 'GET', target: '/queues', headers: headers as Record<string, string> },
    CREDENTIALS,
    NOW,
  );
  const { xml } = await ask('GET', '/queues', { headers: signed });
  expect(xml?.children.map((queue) => textOf(queue, 'QueueURL'))).toEqual(
    Array(count).fill('http://127.0.0.1:9001/queues/autoalias-failed-events'),
  );
});

test('PeekMessage and ReceiveMessage return one message, the batches several', async () => {
  const { ask } = open(20);
  const peeked = await ask('GET', `${QUEUE}/messages?peekonly=true`);
  expect([peeked.xml?.name, textOf(peeked.xml, 'MessageId'), textOf(peeked.xml, 'ReceiptHandle')]).toEqual([
    ...['Message', '0001', undefined],
  ]);
  const body = JSON.parse(Buffer.from(textOf(peeked.xml, 'MessageBody') ?? '', 'base64').toString());
  expect(body).toMatchObject({ requestPayload: '{"n":"0001"}' });
  const batch = await ask('GET', `${QUEUE}/messages?peekonly=true&numOfMessages=16`);
  expect([batch.xml?.name, batch.xml?.children.length]).toEqual(['Messages', 16]);
  const received = await ask('GET', `${QUEUE}/messages?numOfMessages=16&waitseconds=0`);
  expect(received.xml?.children.map((message) => textOf(message, 'ReceiptHandle') !== undefined)).toEqual(
    Array(16).fill(true),
  );
  expect(textOf((await ask('GET', `${QUEUE}/messages`)).xml, 'MessageId')).toBe('0017');
});

test.each(['ReceiptHandle', 'receiptHandle'])('ChangeMessageVisibility and DeleteMessage by %s', async (name) => {
  const { ask, world } = open(1);
  const { xml } = await ask('GET', `${QUEUE}/messages`);
  const changed = await ask('PUT', `${QUEUE}/messages?${name}=${textOf(xml, 'ReceiptHandle')}&VisibilityTimeout=60`);
  expect([changed.status, changed.xml?.name, textOf(changed.xml, 'NextVisibleTime')]).toEqual([
    ...[200, 'ChangeVisibility', String(NOW + 60_000)],
  ]);
  const handle = textOf(changed.xml, 'ReceiptHandle') ?? '';
  expect(await ask('DELETE', `${QUEUE}/messages?${name}=${handle}`)).toMatchObject({ status: 204, xml: undefined });
  expect(world.letters).toEqual([]);
});

test('BatchDeleteMessage', async () => {
  const { ask, world } = open(3);
  const { xml } = await ask('GET', `${QUEUE}/messages?numOfMessages=2`);
  const handles = xml?.children.map((message) => `<ReceiptHandle>${textOf(message, 'ReceiptHandle')}</ReceiptHandle>`);
  const body = `<ReceiptHandles>${handles?.join('')}</ReceiptHandles>`;
  expect(await ask('DELETE', `${QUEUE}/messages`, { body })).toMatchObject({ status: 204 });
  expect(world.letters.map(({ id }) => id)).toEqual(['0003']);
});

test('a request can wait for a message', async () => {
  const { ask, world } = open(1);
  const [waiting] = world.letters;
  world.letters = [];
  const answer = ask('GET', `${QUEUE}/messages?waitseconds=30`);
  if (waiting !== undefined) world.letters.push(waiting);
  expect(textOf((await answer).xml, 'MessageId')).toBe('0001');
});

test.each<[method: string, target: string, status: number, code: string]>([
  ['GET', `${QUEUE}/messages?waitseconds=0`, 404, 'MessageNotExist'],
  ['GET', `${QUEUE}/messages?numOfMessages=17`, 400, 'InvalidArgument'],
  ['GET', `${QUEUE}/messages?waitseconds=x`, 400, 'InvalidArgument'],
  ['GET', '/queues/other', 404, 'QueueNotExist'],
  ['GET', '/queues/other/messages', 404, 'QueueNotExist'],
  ['PUT', QUEUE, 403, 'AccessDenied'],
  ['DELETE', QUEUE, 403, 'AccessDenied'],
  ['POST', `${QUEUE}/messages`, 403, 'AccessDenied'],
  ['PUT', `${QUEUE}/messages?ReceiptHandle=1`, 400, 'MissingVisibilityTimeout'],
  ['PUT', `${QUEUE}/messages?VisibilityTimeout=1`, 400, 'MissingReceiptHandle'],
  ['PUT', `${QUEUE}/messages?ReceiptHandle=1&VisibilityTimeout=1`, 404, 'MessageNotExist'],
  ['DELETE', `${QUEUE}/messages`, 400, 'MissingReceiptHandle'],
  ['DELETE', `${QUEUE}/messages?ReceiptHandle=1-a==`, 404, 'MessageNotExist'],
  ['DELETE', '/queues', 400, 'InvalidRequestURL'],
  ['GET', `${QUEUE}/other`, 400, 'InvalidRequestURL'],
  ['GET', `${QUEUE}/messages/more`, 400, 'InvalidRequestURL'],
  ['GET', '/queues/%zz', 400, 'InvalidRequestURL'],
])('%s %s is answered with %d %s', async (method, target, status, code) => {
  const { ask } = open(0);
  const answer = await ask(method, target);
  expect([answer.status, answer.xml?.name, textOf(answer.xml, 'Code'), textOf(answer.xml, 'RequestId')]).toEqual([
    ...[status, 'Error', code, 'new-id'],
  ]);
});

test.each<[what: string, headers: Readonly<Record<string, string>>, status: number, code: string]>([
  ['an unsigned request', { authorization: '' }, 400, 'InvalidAuthorizationHeader'],
  ['another form of signature', { authorization: 'Bearer x' }, 400, 'InvalidAuthorizationHeader'],
  ['another key', { authorization: `MNS other:${'a'.repeat(27)}=` }, 403, 'InvalidAccessKeyId'],
  ['another signature', { authorization: `MNS id:${'a'.repeat(27)}=` }, 403, 'SignatureDoesNotMatch'],
  ['a changed header of the service', { 'x-mns-version': '2014-07-08' }, 403, 'SignatureDoesNotMatch'],
  ['an old date', { date: new Date(NOW - 901_000).toUTCString() }, 408, 'TimeExpired'],
  ['a malformed date', { date: 'yesterday' }, 400, 'InvalidDateHeader'],
  ['a token that is not the one of the key', { 'security-token': 'x' }, 403, 'AccessDenied'],
])('%s is refused', async (_, headers, status, code) => {
  const { ask } = open(1);
  const answer = await ask('GET', `${QUEUE}/messages`, { headers });
  expect([answer.status, textOf(answer.xml, 'Code')]).toEqual([status, code]);
});

test('a body with another checksum is refused', async () => {
  const { ask } = open(1);
  const target = `${QUEUE}/messages`;
  const signed = mnsHeaders({ method: 'DELETE', target, headers: bodyHeaders('x') }, CREDENTIALS, NOW);
  const answer = await ask('DELETE', target, { headers: signed, body: '<a/>' });
  expect([answer.status, textOf(answer.xml, 'Code')]).toEqual([400, 'InvalidDegist']);
});

test('temporary credentials need their token', async () => {
  const { ask } = open(1, { ...CREDENTIALS, securityToken: 'token' } as typeof CREDENTIALS);
  expect((await ask('GET', `${QUEUE}/messages`)).status).toBe(200);
});
