import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseXml } from '../../../../src/oss-wire/parse-xml.ts';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

function ask(subresource: string, params: Readonly<Record<string, string>> = {}, bucket = 'demo') {
  return rig.send({ bucket, query: [[subresource, ''], ...Object.entries(params)] });
}

function elements(body: string): Readonly<Record<string, string>> {
  return Object.fromEntries(parseXml(body.replace(/^<\?.*\?>\n/, '')).children.map(({ name, text }) => [name, text]));
}

test.each([
  [
    'uploads',
    {},
    {
      Bucket: 'demo',
      KeyMarker: '',
      UploadIdMarker: '',
      NextKeyMarker: '',
      NextUploadIdMarker: '',
      Delimiter: '',
      Prefix: '',
      MaxUploads: '1000',
      IsTruncated: 'false',
    },
  ],
  [
    'uploads',
    {
      prefix: 'a b/',
      'key-marker': 'ü',
      'upload-id-marker': 'X',
      delimiter: '/',
      'max-uploads': '5',
      'encoding-type': 'url',
    },
    {
      EncodingType: 'url',
      KeyMarker: '%C3%BC',
      UploadIdMarker: 'X',
      Delimiter: '%2F',
      Prefix: 'a%20b%2F',
      MaxUploads: '5',
      IsTruncated: 'false',
    },
  ],
  ['live', {}, { Prefix: '', Marker: '', MaxKeys: '100', IsTruncated: 'false', NextMarker: '' }],
  ['live', { prefix: 'p', marker: 'm', 'max-keys': '7' }, { Prefix: 'p', Marker: 'm', MaxKeys: '7' }],
])('?%s %j is an empty list', async (subresource, params, expected) => {
  const { status, body } = await ask(subresource, params);
  expect(status).toBe(200);
  expect(elements(body)).toMatchObject(expected);
  expect(elements(body)).not.toHaveProperty('Upload');
});

describe('is refused', () => {
  test.each([
    ['uploads', { 'max-uploads': '0' }, 'demo', 400, 'InvalidArgument'],
    ['uploads', { 'max-uploads': '1001' }, 'demo', 400, 'InvalidArgument'],
    ['uploads', { 'max-uploads': 'x' }, 'demo', 400, 'InvalidArgument'],
    ['uploads', { 'encoding-type': 'x' }, 'demo', 400, 'InvalidArgument'],
    ['uploads', {}, 'absent', 404, 'NoSuchBucket'],
    ['live', { 'max-keys': '0' }, 'demo', 400, 'InvalidArgument'],
    ['live', {}, 'absent', 404, 'NoSuchBucket'],
  ])('?%s %j of %s: %i %s', async (subresource, params, bucket, status, code) => {
    const answer = await ask(subresource, params, bucket);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`<Code>${code}</Code>`);
  });

  test('to a reader without a signature', async () => {
    expect((await rig.raw({ target: '/demo/?uploads' })).status).toBe(403);
  });
});
