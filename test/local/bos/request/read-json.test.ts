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
  ['more than 2 MB', `"${'x'.repeat(2 * 1024 * 1024)}"`, {}, 'MaxMessageLengthExceeded'],
])('refuses %s', async (_, text, headers, bosCode) => {
  await expect(readJson(ossCall({ text, headers }), schema)).rejects.toMatchObject({ bosCode });
});
