import { describe, expect, test } from 'vitest';
import { codeByEc, readError } from '../../../../src/stores/oss/response/read-error.ts';

const document =
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n  <Code>NoSuchKey</Code>\n  <Message>The specified key does not exist.</Message>\n  <RequestId>66A1B2C3D4E5F60718293A4B</RequestId>\n  <HostId>demo.oss-cn-hangzhou.aliyuncs.com</HostId>\n  <Key>a&amp;b</Key>\n  <EC>0026-00000001</EC>\n</Error>';
const read = {
  status: 404,
  code: 'NoSuchKey',
  message: 'The specified key does not exist.',
  ec: '0026-00000001',
  requestId: '66A1B2C3D4E5F60718293A4B',
};

test.each([
  ['the body', { status: 404, headers: {}, body: document }, read],
  [
    'x-oss-err, where HEAD has no body',
    { status: 404, headers: { 'x-oss-err': Buffer.from(document).toString('base64') }, body: '' },
    read,
  ],
  [
    'the request id of the header',
    { status: 404, headers: { 'x-oss-request-id': 'header' }, body: document },
    { ...read, requestId: 'header' },
  ],
  [
    'x-oss-ec alone',
    { status: 404, headers: { 'x-oss-ec': '0015-00000101' }, body: '' },
    { status: 404, ec: '0015-00000101', code: 'NoSuchBucket' },
  ],
  [
    'an x-oss-ec that stands for nothing known',
    { status: 403, headers: { 'x-oss-ec': '0003-99999999' }, body: '' },
    { status: 403, ec: '0003-99999999' },
  ],
  [
    'the right endpoint',
    {
      status: 403,
      headers: {},
      body: '<Error><Code>AccessDenied</Code><Endpoint>oss-cn-beijing.aliyuncs.com</Endpoint></Error>',
    },
    { status: 403, code: 'AccessDenied', endpoint: 'oss-cn-beijing.aliyuncs.com' },
  ],
  ["a proxy's page", { status: 502, headers: {}, body: '<html><hr>Bad Gateway</html>' }, { status: 502 }],
  ['another document', { status: 500, headers: {}, body: '<Oops><Code>NoSuchKey</Code></Oops>' }, { status: 500 }],
  ['nothing', { status: 404, headers: {}, body: '' }, { status: 404 }],
  ['no Base64', { status: 404, headers: { 'x-oss-err': '***' }, body: '' }, { status: 404 }],
])('%s', (_, response, error) => {
  expect(readError(response)).toEqual(error);
});

test.each(['Code', 'Message', 'EC', 'RequestId', 'Endpoint'])('a %s of a megabyte is truncated', (name) => {
  const body = `<Error><${name}>${'x'.repeat(1_000_000)}</${name}></Error>`;
  expect(JSON.stringify(readError({ status: 500, headers: {}, body })).length).toBeLessThan(1100);
});

describe('codeByEc', () => {
  test.each([
    ['0026-00000001', 'NoSuchKey'],
    ['0015-00000101', 'NoSuchBucket'],
    ['0026-00000012', 'SymlinkTargetNotExist'],
    ['0026-00000011', 'InvalidTargetType'],
    ['0043-00000101', 'NotSymlink'],
    ['0043-00000001', undefined],
  ])('%s stands for %s', (ec, code) => {
    expect(codeByEc.get(ec)).toBe(code);
  });
});
