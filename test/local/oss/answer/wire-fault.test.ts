import { expect, test } from 'vitest';
import { WireFault } from '../../../../src/local/oss/answer/wire-fault.ts';

test.each([
  [new WireFault('InvalidURI'), 400, "Couldn't parse the specified URI."],
  [new WireFault('InvalidArgument', { message: 'because' }), 400, 'because'],
  [new WireFault('NotImplemented', { status: 501 }), 501, 'A header you provided implies'],
])('%s', (fault, status, message) => {
  expect(fault.status).toBe(status);
  expect(fault.message).toContain(message);
});

test('keeps its cause', () => {
  const cause = new URIError('malformed');
  expect(new WireFault('InvalidURI', { cause }).cause).toBe(cause);
});
