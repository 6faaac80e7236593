import { describe, expect, test } from 'vitest';
import { BucketFault } from '../../../../src/bucket/bucket-fault.ts';
import { faultAnswer } from '../../../../src/local/oss/answer/fault-answer.ts';
import { WireFault } from '../../../../src/local/oss/answer/wire-fault.ts';
import { DiskFull } from '../../../../src/local/storage/disk-full.ts';

const about = { method: 'GET', requestId: 'ID', host: 'demo.localhost:9000' };
const start = '<?xml version="1.0" encoding="UTF-8"?>\n<Error>';
const end = '<RequestId>ID</RequestId><HostId>demo.localhost:9000</HostId>';

describe('a refusal is a document', () => {
  test.each([
    [
      new WireFault('InvalidURI'),
      400,
      `<Code>InvalidURI</Code><Message>Couldn't parse the specified URI.</Message>${end}</Error>`,
    ],
    [
      new WireFault('NotImplemented', { message: 'No.', elements: [['Header', 'If-Match']], ec: '0017-00000245' }),
      400,
      `<Code>NotImplemented</Code><Message>No.</Message>${end}<Header>If-Match</Header><EC>0017-00000245</EC></Error>`,
    ],
    [
      new BucketFault('NoSuchKey', 'Not there.', { elements: { Key: 'a&b' } }),
      404,
      `<Code>NoSuchKey</Code><Message>Not there.</Message>${end}<Key>a&amp;b</Key><EC>0026-00000001</EC></Error>`,
    ],
  ])('%s', (error, status, body) => {
    expect(faultAnswer(error, about)).toMatchObject({ status, body: start + body, code: error.ossCode });
  });
});

test('of a HEAD it is in the headers', () => {
  const answer = faultAnswer(new BucketFault('NoSuchKey', 'Not there.'), { ...about, method: 'HEAD' });
  expect(answer.body).toBeUndefined();
  expect(answer.headers?.['x-oss-ec']).toBe('0026-00000001');
  expect(Buffer.from(answer.headers?.['x-oss-err'] ?? '', 'base64').toString()).toContain('<Code>NoSuchKey</Code>');
});

test.each([
  ['elements', new WireFault('SignatureDoesNotMatch', { elements: [['StringToSign', 'x'.repeat(60_000)]] }), 'h'],
  ['a message', new WireFault('InvalidArgument', { message: '文'.repeat(20_000) }), 'h'],
  ['a host', new WireFault('AccessDenied'), 'x'.repeat(60_000)],
])('of a HEAD with very long %s the header stays readable', (_, error, host) => {
  const header = faultAnswer(error, { ...about, method: 'HEAD', host }).headers?.['x-oss-err'] ?? '';
  expect(header.length).toBeLessThan(8192);
  const document = Buffer.from(header, 'base64').toString();
  expect(document).toContain(`<Code>${error.ossCode}</Code>`);
  expect(document).toContain('<RequestId>ID</RequestId>');
});

test.each([
  [
    new BucketFault('NoSuchKey', 'm', { marker: { versionId: 'v' } }),
    { 'x-oss-delete-marker': 'true', 'x-oss-version-id': 'v', allow: undefined },
  ],
  [
    new BucketFault('MethodNotAllowed', 'm', { marker: { versionId: 'v' } }),
    { 'x-oss-delete-marker': 'true', 'x-oss-version-id': 'v', allow: 'DELETE' },
  ],
  [
    new BucketFault('NoSuchKey', 'm', { marker: {} }),
    { 'x-oss-delete-marker': 'true', 'x-oss-version-id': undefined, allow: undefined },
  ],
])('a delete marker shows: %s', (error, headers) => {
  expect(faultAnswer(error, about).headers).toMatchObject(headers);
});

test('304 has no document', () => {
  expect(faultAnswer(new WireFault('NotModified'), about)).toMatchObject({ status: 304, code: 'NotModified' });
  expect(faultAnswer(new WireFault('NotModified'), about).body).toBeUndefined();
});

test('the log has the cause of an internal error, the answer does not', () => {
  const broke = new Error('EIO: i/o error, /var/secret');
  const answer = faultAnswer(broke, about);
  expect(answer).toMatchObject({ status: 500, code: 'InternalError', cause: broke });
  expect(answer.body).not.toContain('secret');
});

test('client and log get the reason for a full disk', () => {
  const full = new DiskFull('The disk of the store has 3 MB left.');
  const answer = faultAnswer(full, about);
  expect(answer).toMatchObject({ status: 507, code: 'InsufficientStorage', cause: full });
  expect(answer.body).toContain(
    '<Code>InsufficientStorage</Code><Message>The disk of the store has 3 MB left.</Message>',
  );
});

test.each(['EMFILE', 'ENFILE'])('client and log get the reason for too many open files: %s', (code) => {
  const broke = Object.assign(new Error(`${code}: too many open files, open '/var/secret'`), { code });
  const answer = faultAnswer(broke, about);
  expect(answer).toMatchObject({ status: 503, code: 'ServiceUnavailable', cause: broke });
  expect(answer.body).toContain(`open (${code}). Use fewer connections, or raise ulimit -n.`);
  expect(answer.body).not.toContain('secret');
});
