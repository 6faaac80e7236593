import { describe, expect, it } from 'vitest';
import { callHandler, type Handler, responseBody } from '../../../src/local/runtime/call-handler.ts';
import { contextOf } from '../../../src/local/runtime/context.ts';

const CONTEXT = contextOf(
  { accountId: '1', region: 'r' },
  { name: 'f', handler: 'f.handler', memory: 128, timeout: 3, environment: {} },
  { requestId: 'r', retryCount: 0 },
);

const ANSWERS: [string, Handler, unknown][] = [
  ['async value', async () => 1, 1],
  ['plain value', () => 2, 2],
  ['nothing', () => undefined, undefined],
  ['callback', (_event, _context, callback) => callback(null, 3), 3],
  ['late callback', (_event, _context, callback) => void setImmediate(callback, null, 4), 4],
  [
    'the first of two callbacks',
    (_event, _context, callback) => {
      callback(null, 5);
      callback(new Error('late'));
    },
    5,
  ],
  ['the event', (event) => event.toString(), 'event'],
];

const FAILURES: [string, Handler][] = [
  [
    'thrown',
    () => {
      throw new Error('no');
    },
  ],
  [
    'rejected',
    async () => {
      throw new Error('no');
    },
  ],
  ['called back', (_event, _context, callback) => callback(new Error('no'))],
  [
    'rejected by one that takes a callback',
    async (_event, _context, _callback) => {
      throw new Error('no');
    },
  ],
];

describe('callHandler', () => {
  it.each(ANSWERS)('answers: %s', async (_, handler, expected) => {
    expect(await callHandler(handler, Buffer.from('event'), CONTEXT)).toBe(expected);
  });
  it.each(FAILURES)('fails: %s', async (_, handler) => {
    await expect(callHandler(handler, Buffer.from(''), CONTEXT)).rejects.toThrow('no');
  });
});

describe('response body', () => {
  it.each([
    [Buffer.from('raw'), 'raw'],
    [{ a: [1] }, '{"a":[1]}'],
    [[1, 2], '[1,2]'],
    ['text', 'text'],
    [true, 'true'],
    [0, '0'],
    [null, ''],
    [undefined, ''],
  ])('%o', (value, expected) => {
    expect(Buffer.from(responseBody(value)).toString()).toBe(expected);
  });

  it('passes on what JSON refuses', () => {
    expect(() => responseBody({ n: 1n })).toThrow(TypeError);
  });
});
