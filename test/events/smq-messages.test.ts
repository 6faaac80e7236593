import { describe, expect, test } from 'vitest';
import { smqMessages } from '../../src/events/smq-messages.ts';

describe('finds the body', () => {
  test.each([
    [{ TopicName: 't', Message: 'e30=' }, 'Message'],
    [{ MessageId: '1', MessageBody: 'e30=' }, 'MessageBody'],
    [{ messageId: '1', messageBody: 'e30=' }, 'messageBody'],
    [{ message: 'e30=' }, 'message'],
    [{ body: 'e30=' }, 'body'],
    [{ body: 'not this', Message: 'e30=' }, 'Message'],
  ])('%j', (value, field) => {
    expect(smqMessages.recognises(value)).toBe(true);
    expect(smqMessages.unfold(value, '[1]', undefined)).toEqual([
      { kind: 'payload', value: 'e30=', path: `[1].${field}`, source: 'smq' },
    ]);
  });
});

describe('leaves to others', () => {
  test.each([[{}], [{ events: [] }], [{ MessageId: '1' }], [{ data: 'e30=' }]])('%j', (value) => {
    expect(smqMessages.recognises(value)).toBe(false);
  });
});
