import { describe, expect, test } from 'vitest';
import { WireFault } from '../../../../src/local/oss/answer/wire-fault.ts';
import { readAuthorization } from '../../../../src/local/oss/auth/read-authorization.ts';
import type { QueryPair } from '../../../../src/oss-wire/signable-request.ts';

const hex = 'e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe';
const credential = 'ak/20231216/cn-hangzhou/oss/aliyun_v4_request';
const scope = { date: '20231216', region: 'cn-hangzhou', product: 'oss' };

function v4Headers(authorization: string) {
  return {
    authorization,
    'x-oss-date': '20231216T162057Z',
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
  };
}

function dated(dates: Readonly<Record<string, string>>) {
  return {
    authorization: `OSS4-HMAC-SHA256 Credential=${credential},Signature=${hex}`,
    'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
    ...dates,
  };
}

function v4Query(changes: Readonly<Record<string, string | undefined>> = {}): QueryPair[] {
  return Object.entries({
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': credential,
    'x-oss-date': '20231216T162057Z',
    'x-oss-expires': '599',
    'x-oss-signature': hex,
    ...changes,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

describe('is read', () => {
  const v4 = { version: 'V4', accessKeyId: 'ak', scope, dateTime: '20231216T162057Z', signature: hex };
  test.each([
    ['nothing', {}, [], { version: 'none' }],
    [
      'V4 header',
      v4Headers(`OSS4-HMAC-SHA256 Credential=${credential},Signature=${hex}`),
      [],
      { ...v4, additionalHeaders: [] },
    ],
    [
      'V4 header with blanks and additional headers',
      {
        ...v4Headers(`OSS4-HMAC-SHA256 Credential=${credential}, AdditionalHeaders=abc;zabc, Signature=${hex}`),
        abc: '1',
        zabc: '',
      },
      [],
      { ...v4, additionalHeaders: ['abc', 'zabc'] },
    ],
    [
      'V4 header with Date alone',
      dated({ date: 'Sat, 16 Dec 2023 16:20:57 GMT' }),
      [],
      { ...v4, dateTime: 'Sat, 16 Dec 2023 16:20:57 GMT', additionalHeaders: [] },
    ],
    [
      'V4 header with both dates: x-oss-date is used',
      dated({ date: 'Sun, 17 Dec 2023 00:00:01 GMT', 'x-oss-date': '20231216T235959Z' }),
      [],
      { ...v4, dateTime: '20231216T235959Z', additionalHeaders: [] },
    ],
    ['V4 query', {}, v4Query(), { ...v4, additionalHeaders: [], expiresIn: 599 }],
    ['V1 header', { authorization: 'OSS ak:c2ln' }, [], { version: 'V1', accessKeyId: 'ak', signature: 'c2ln' }],
    [
      'V1 query',
      {},
      [
        ['OSSAccessKeyId', 'ak'],
        ['Expires', '1699807420'],
        ['Signature', 'c2ln'],
      ],
      { version: 'V1', accessKeyId: 'ak', signature: 'c2ln', expires: '1699807420' },
    ],
  ] as const)('%s', (_, headers, query, expected) => {
    expect(readAuthorization(headers, query)).toEqual(expected);
  });
});

describe('is refused', () => {
  const header = (rest: string) => v4Headers(`OSS4-HMAC-SHA256 ${rest}`);
  const good = header(`Credential=${credential},Signature=${hex}`);
  test.each([
    ['both forms', good, v4Query(), 'InvalidArgument', 'not in both'],
    ['an unknown scheme', { authorization: 'Basic YTpi' }, [], 'InvalidArgument', 'neither'],
    [
      'an AWS signature',
      { authorization: `AWS4-HMAC-SHA256 Credential=${credential}` },
      [],
      'NotImplemented',
      'S3-compatible API',
    ],
    ['an AWS signature of version 2', { authorization: 'AWS id:c2ln' }, [], 'NotImplemented', 'S3-compatible API'],
    ['a V2 signature', { authorization: 'OSS2 AccessKeyId:ak,Signature:c2ln' }, [], 'NotImplemented', 'V2 signatures'],
    ['a scheme alone', { authorization: 'OSS' }, [], 'InvalidArgument', 'neither'],
    ['V1 without a signature', { authorization: 'OSS ak:' }, [], 'InvalidArgument', 'neither'],
    ['a part of a signature in the query', good, [['OSSAccessKeyId', 'ak']], 'InvalidArgument', 'not in both'],
    ...[
      `Credential=${credential},Signature=${hex},Signature=${hex}`,
      `Credential=${credential},Signature=${hex},OSS4-HMAC-SHA256 Credential=${credential},Signature=${hex}`,
      `Credential=${credential},Signature=${hex},`,
      `Credential=${credential},Signature=${hex},Signed=host`,
      `credential=${credential},Signature=${hex}`,
    ].map((rest) => [`fields ${rest}`, header(rest), [], 'InvalidArgument', 'each of them once'] as const),
    ['no credential', header(`Signature=${hex}`), [], 'InvalidArgument', 'credential'],
    ['a short credential', header(`Credential=ak/20231216,Signature=${hex}`), [], 'InvalidArgument', 'credential'],
    [
      'an AWS scope',
      header(`Credential=ak/20231216/r/s3/aws4_request,Signature=${hex}`),
      [],
      'InvalidArgument',
      'credential',
    ],
    ['no signature', header(`Credential=${credential}`), [], 'InvalidArgument', '64 lower-case'],
    ['a short signature', header(`Credential=${credential},Signature=abc`), [], 'InvalidArgument', '64 lower-case'],
    [
      'empty additional headers',
      header(`Credential=${credential},AdditionalHeaders=,Signature=${hex}`),
      [],
      'InvalidArgument',
      'AdditionalHeaders',
    ],
    ...(
      [
        ['host;range', 'names "range"'],
        ['host;', 'empty name'],
        [' ;host', 'empty name'],
        ['ho_st', 'names "ho_st"'],
        ['host; date', 'names " date"'],
      ] as const
    ).flatMap(([list, message]) => [
      [
        `additional headers ${list}`,
        {
          ...header(`Credential=${credential},AdditionalHeaders=${list},Signature=${hex}`),
          host: 'h',
          date: 'd',
          ho_st: 'x',
        },
        [],
        'InvalidArgument',
        message,
      ] as const,
      [
        `query: additional headers ${list}`,
        { host: 'h', date: 'd', ho_st: 'x' },
        v4Query({ 'x-oss-additional-headers': list }),
        'InvalidArgument',
        message,
      ] as const,
    ]),
    ['no date', { ...good, 'x-oss-date': undefined }, [], 'InvalidArgument', 'x-oss-date'],
    [
      'an HTTP date',
      { ...good, 'x-oss-date': 'Sat, 16 Dec 2023 16:20:57 GMT' },
      [],
      'InvalidArgument',
      'YYYYMMDDTHHMMSSZ',
    ],
    [
      'an empty x-oss-date',
      { ...good, 'x-oss-date': '', date: 'Sat, 16 Dec 2023 16:20:57 GMT' },
      [],
      'InvalidArgument',
      'YYYY',
    ],
    [
      'Date alone, of another day',
      dated({ date: 'Sun, 17 Dec 2023 16:20:57 GMT' }),
      [],
      'InvalidArgument',
      'not the day',
    ],
    [
      'Date alone, twice',
      dated({ date: 'Sat, 16 Dec 2023 16:20:57 GMT,Sat, 16 Dec 2023 16:20:57 GMT' }),
      [],
      'InvalidArgument',
      'HTTP date',
    ],
    ['Date alone, in the form of x-oss-date', dated({ date: '20231216T162057Z' }), [], 'InvalidArgument', 'HTTP date'],
    ['another day', { ...good, 'x-oss-date': '20231217T162057Z' }, [], 'InvalidArgument', 'not the day'],
    ['a hashed payload', { ...good, 'x-oss-content-sha256': hex }, [], 'InvalidArgument', 'UNSIGNED-PAYLOAD'],
    [
      'query: another version',
      {},
      v4Query({ 'x-oss-signature-version': 'OSS5' }),
      'InvalidArgument',
      'x-oss-signature-version',
    ],
    ['query: a V2 signature', {}, v4Query({ 'x-oss-signature-version': 'OSS2' }), 'NotImplemented', 'V2 signatures'],
    ['query: no date', {}, v4Query({ 'x-oss-date': undefined }), 'InvalidArgument', 'x-oss-date'],
    ['query: an HTTP date', {}, v4Query({ 'x-oss-date': 'Sat, 16 Dec 2023 16:20:57 GMT' }), 'InvalidArgument', 'YYYY'],
    ['query: no signature', {}, v4Query({ 'x-oss-signature': undefined }), 'InvalidArgument', '64 lower-case'],
    ['query: no expiry', {}, v4Query({ 'x-oss-expires': undefined }), 'InvalidArgument', 'needs x-oss-expires'],
    ...['1e5', '0x10', ' 600', '600 ', '+600', '-600', '6e2', '600.0', '', '０', '600\n', '1'.repeat(10)].map(
      (expires) =>
        [`query: expiry ${expires}`, {}, v4Query({ 'x-oss-expires': expires }), 'InvalidArgument', '604800'] as const,
    ),
    ['query: expiry 0', {}, v4Query({ 'x-oss-expires': '0' }), 'InvalidArgument', '604800'],
    ['query: 7 days and a second', {}, v4Query({ 'x-oss-expires': '604801' }), 'InvalidArgument', '604800'],
    ['query: empty additional headers', {}, v4Query({ 'x-oss-additional-headers': '' }), 'InvalidArgument', 'empty'],
    [
      'V1 query without an expiry',
      {},
      [
        ['OSSAccessKeyId', 'ak'],
        ['Signature', 's'],
      ],
      'AccessDenied',
      'requires the Signature, Expires and OSSAccessKeyId',
    ],
    [
      'V1 query with a bad expiry',
      {},
      [
        ['OSSAccessKeyId', 'ak'],
        ['Signature', 's'],
        ['Expires', 'soon'],
      ],
      'AccessDenied',
      'seconds since epoch',
    ],
  ] as const)('%s', (_, headers, query, code, message) => {
    const sent = Object.fromEntries(Object.entries(headers).flatMap(([n, v]) => (v === undefined ? [] : [[n, v]])));
    const refusal = refusalOf(() => readAuthorization(sent, query));
    expect(refusal).toMatchObject({ ossCode: code, message: expect.stringContaining(message) });
  });
});

test.each([
  ['0002-00000039', v4Headers(`OSS4-HMAC-SHA256 Credential=${credential},Signature=${hex}`), v4Query()],
  ['0002-00000202', { authorization: 'OSS4-HMAC-SHA256 Signed=host' }, []],
  ['0002-00000209', v4Headers('OSS4-HMAC-SHA256 AdditionalHeaders='), []],
  ['0002-00000210', v4Headers('OSS4-HMAC-SHA256 AdditionalHeaders=x-oss-date;'), []],
  ['0002-00000211', v4Headers('OSS4-HMAC-SHA256 AdditionalHeaders=host'), []],
  ['0002-00000076', {}, v4Query({ 'x-oss-additional-headers': '' })],
  ['0002-00000077', { host: 'h' }, v4Query({ 'x-oss-additional-headers': 'host;' })],
  ['0002-00000078', {}, v4Query({ 'x-oss-additional-headers': 'host' })],
  ['0002-00000215', {}, v4Query({ 'x-oss-expires': undefined })],
  ['0002-00000232', {}, v4Query({ 'x-oss-expires': '691200' })],
] as const)('the finer code %s of the error pages', (ec, headers, query) => {
  expect(refusalOf(() => readAuthorization(headers, query))).toMatchObject({ details: { ec } });
});

function refusalOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof WireFault) return error;
    throw error;
  }
}
