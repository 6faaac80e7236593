import { expect, test } from 'vitest';
import { type FcErrorCode, FcFault } from '../../../../src/local/api/fc/fc-fault.ts';

test.each<[FcErrorCode, number]>([
  ['InvalidArgument', 400],
  ['MissingRequiredHeader', 400],
  ['EntityTooLarge', 400],
  ['SignatureNotMatch', 403],
  ['InvalidAccessKeyID', 403],
  ['FunctionNotFound', 404],
  ['ServiceNotFound', 404],
  ['ResourceExhausted', 429],
  ['InternalServerError', 500],
  ['ResourceThrottled', 503],
])('%s is answered with %d', (code, status) => {
  expect(new FcFault(code, 'why')).toMatchObject({ code, status, message: 'why' });
});
