import { expect, test } from 'vitest';
import { bosFunctionEvent } from '../../../src/local/embedded/bos-function-event.ts';

test('has the form of a notification, without credentials', () => {
  const event = {
    name: 'ObjectCreated:PutObject',
    bucket: 'demo',
    key: 'a b',
    etag: 'ABC',
    size: 5,
    deltaSize: 5,
    time: Date.UTC(2025, 0, 1),
    requestId: 'R',
  } as const;
  const content = { domain: 'gz.bcebos.com', bucket: 'demo', object: 'a b', eTag: 'abc', filesize: 5 };
  expect(bosFunctionEvent(event, 'gz')).toMatchObject({ events: [{ eventType: 'PutObject', content }] });
  expect(JSON.stringify(bosFunctionEvent(event, 'gz'))).not.toContain('credentials');
});
