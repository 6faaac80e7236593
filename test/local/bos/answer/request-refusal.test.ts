import { expect, test } from 'vitest';
import { requestRefusal } from '../../../../src/local/bos/answer/request-refusal.ts';
import type { RequestFault } from '../../../../src/local/server/face.ts';

test.each<[RequestFault, string, number, string]>([
  [{ kind: 'headers-too-large' }, 'RequestHeaderTooLarge', 431, '64 KB'],
  [{ kind: 'incomplete' }, 'IncompleteBody', 400, 'shorter or longer'],
  [{ kind: 'timeout' }, 'RequestTimeout', 400, 'timeout'],
  [{ kind: 'connect', host: 'h' }, 'MethodNotAllowed', 405, 'method'],
  [{ kind: 'not-http', reason: 'Invalid method' }, 'InvalidHTTPRequest', 400, 'Invalid method'],
  [{ kind: 'no-host' }, 'InvalidHTTPRequest', 400, 'no Host header'],
  [{ kind: 'unknown-expectation' }, 'ExpectationFailed', 417, '100-continue'],
  [{ kind: 'malformed-target', cause: new URIError('%') }, 'InvalidURI', 400, 'URI'],
  [{ kind: 'anonymous' }, 'AccessDenied', 403, 'Anonymous'],
  [{ kind: 'foreign-page', why: 'a page sent it' }, 'AccessDenied', 403, 'a page sent it'],
  [
    { kind: 'repeated', what: 'header', name: 'host' },
    'InvalidArgument',
    400,
    'The header host is given more than once',
  ],
])('%j', (fault, bosCode, status, message) => {
  expect(requestRefusal(fault)).toMatchObject({ bosCode, status, message: expect.stringContaining(message) });
});
