import { expect, test } from 'vitest';
import { responseOverrides } from '../../../../src/local/bos/request/response-overrides.ts';
import { ossCall } from '../../oss/oss-call-fixture.ts';

function read(query: Readonly<Record<string, string>>, signed = true) {
  return responseOverrides(ossCall({ signed, query: new Map(Object.entries(query)) }));
}

test('reads the six parameters', () => {
  expect(
    read({
      responseContentType: 'text/x',
      responseContentLanguage: 'zh',
      responseExpires: 'never',
      responseCacheControl: 'no-cache',
      responseContentDisposition: 'attachment; filename=版',
      responseContentEncoding: 'gzip',
      responseOther: 'x',
    }),
  ).toEqual({
    'content-type': 'text/x',
    'content-language': 'zh',
    expires: 'never',
    'cache-control': 'no-cache',
    'content-disposition': 'attachment; filename=ç\u0089\u0088',
    'content-encoding': 'gzip',
  });
});

test('needs a signature', () => {
  expect(read({}, false)).toEqual({});
  expect(() => read({ responseContentType: 'text/html' }, false)).toThrow('need a signed request');
});

test('refuses control characters', () => {
  expect(() => read({ responseExpires: 'a\r\nb: c' })).toThrow('responseExpires has a control character');
});
