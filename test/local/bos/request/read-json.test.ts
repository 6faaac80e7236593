import { expect, test } from 'vitest';
import * as z from 'zod';
import { readJson, readOptionalJson } from '../../../../src/local/bos/request/read-json.ts';
import { ossCall } from '../../oss/oss-call-fixture.ts';

const schema = z.object({ status: z.string() });

test('reads a document in any number of chunks', async () => {
  expect(await readJson(ossCall({ text: '{"status":"版","more":1}' }), schema)).toEqual({ status: '版' });
});

test('an optional document can be missing', async () => {
  expect(await readOptionalJson(ossCall(), schema)).toBeUndefined();
});

test.each([
  ['nothing', '', {}, 'MalformedJSON'],
  ['no JSON', '<a/>', {}, 'MalformedJSON'],
  ['another document', '{"status":1}', {}, 'InappropriateJSON'],
  ['another MD5', '{"status":""}', { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' }, 'BadDigest'],
  ['a byte order mark', '\ufeff{"status":""}', {}, 'MalformedJSON'],
  ['more than 64 KB', `"${'x'.repeat(64 * 1024)}"`, {}, 'MaxMessageLengthExceeded'],
])('refuses %s', async (_, text, headers, bosCode) => {
  await expect(readJson(ossCall({ text, headers }), schema)).rejects.toMatchObject({ bosCode });
});

test('refuses bytes that are not UTF-8', async () => {
  const bytes = Buffer.concat([Buffer.from('{"status":"'), Buffer.of(0xff), Buffer.from('"}')]);
  await expect(readJson(withBody(bytes), schema)).rejects.toMatchObject({ bosCode: 'MalformedJSON' });
});

test('does not read a body whose length is over the limit', async () => {
  const { body } = ossCall();
  const read = () => expect.unreachable('the body was read');
  const long = ossCall({ body: { ...body, length: 21, read } });
  await expect(readJson(long, schema, 20)).rejects.toMatchObject({ bosCode: 'MaxMessageLengthExceeded' });
});

test('stops reading a chunked body at the limit', async () => {
  const { length: _, ...chunked } = withBody(Buffer.from('{"status":"0123456789"}')).body;
  const long = ossCall({ body: chunked });
  await expect(readJson(long, schema, 20)).rejects.toMatchObject({ bosCode: 'MaxMessageLengthExceeded' });
  expect(await readJson(withBody(Buffer.from('{"status":"123456"}')), schema, 20)).toEqual({ status: '123456' });
});

function withBody(bytes: Buffer) {
  return ossCall({
    body: {
      length: bytes.length,
      read: async function* () {
        yield bytes;
      },
    },
  });
}
