import { describe, expect, test } from 'vitest';
import { notImplemented, WireFault } from '../../../../src/local/oss/answer/wire-fault.ts';

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

describe('not implemented', () => {
  test('names the operation, the reason and the alternative', () => {
    const row = { name: 'Flying', answer: 'refused', why: 'It has no wings.', instead: 'Walk.' } as const;
    expect(notImplemented(row, [['Method', 'GET']])).toMatchObject({
      ossCode: 'NotImplemented',
      status: 501,
      message: 'The local store does not emulate this: Flying. It has no wings. Walk.',
      details: { elements: [['Method', 'GET']] },
    });
  });
});
