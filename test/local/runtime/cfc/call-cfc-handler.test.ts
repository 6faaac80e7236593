import { describe, expect, test } from 'vitest';
import { type CfcHandler, callCfcHandler } from '../../../../src/local/runtime/cfc/call-cfc-handler.ts';

function call(handler: CfcHandler, event = '{"a":1}') {
  return callCfcHandler(handler, Buffer.from(event), { requestId: 'r' });
}

describe('the callback ends the call', () => {
  test.each<[string, CfcHandler, unknown]>([
    ['at once', (_event, _context, callback) => callback(null, 3), 3],
    ['later', (_event, _context, callback) => void setImmediate(callback, null, 4), 4],
    [
      'only the first time',
      (_event, _context, callback) => {
        callback(null, 5);
        callback(new Error('late'));
      },
      5,
    ],
    ['with the parsed event', (event, _context, callback) => callback(null, event), { a: 1 }],
    ['with the context', (_event, context, callback) => callback(null, context), { requestId: 'r' }],
  ])('%s', async (_, handler, expected) => {
    expect(await call(handler)).toEqual(expected);
  });

  test('an event that is not JSON is a text', async () => {
    expect(await call((event, _context, callback) => callback(null, event), 'nightly')).toBe('nightly');
  });
});

describe('errors', () => {
  test.each<[string, CfcHandler]>([
    ['passed to the callback', (_event, _context, callback) => callback(new Error('no'))],
    [
      'thrown',
      () => {
        throw new Error('no');
      },
    ],
  ])('%s', async (_, handler) => {
    await expect(call(handler)).rejects.toThrow('no');
  });
});

test.each<[string, CfcHandler]>([
  ['a value', () => 1],
  ['a promise', async () => 1],
  ['nothing', () => undefined],
])('returning %s does not end the call', async (_, handler) => {
  const ended = await Promise.race([call(handler), new Promise((resolve) => setTimeout(resolve, 20, 'running'))]);
  expect(ended).toBe('running');
});
