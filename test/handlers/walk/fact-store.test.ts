import { describe, expect, test } from 'vitest';
import { EMPTY_BOOK } from '../../../src/aliases/facts/fact-book.ts';
import { createFactMemory, openFactStore } from '../../../src/handlers/walk/fact-store.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';
import type { Store } from '../../../src/stores/store.ts';
import { StoreError } from '../../../src/stores/store-error.ts';

const BOOK = { ...EMPTY_BOOK, fullAt: 7 };

function open(inner: Store = createMemoryStore()) {
  const log: unknown[] = [];
  const sent: string[] = [];
  const store: Store = {
    ...inner,
    send: (request) => {
      sent.push(`${request.operation} ${'key' in request ? request.key : ''}`);
      return inner.send(request);
    },
  };
  const memory = createFactMemory();
  const opened = (with_ = memory) =>
    openFactStore(store, { prefix: '.autoalias/', memory: with_ }, (entry) => log.push(entry));
  return { log, sent, store: inner, opened };
}

function refusing(operation: string, status: number): Store {
  const inner = createMemoryStore();
  const details = { operation, bucket: 'demo', status, storeCode: 'X' };
  return {
    ...inner,
    send: (request) =>
      request.operation === operation ? Promise.reject(new StoreError('no', details)) : inner.send(request),
  };
}

test('what was saved is read back by another instance, and from memory by the same one', async () => {
  const { opened, sent } = open();
  expect(await opened().load('r/')).toEqual(EMPTY_BOOK);
  await opened().save('r/', BOOK);
  sent.length = 0;
  expect(await opened().load('r/')).toEqual(BOOK);
  expect(sent).toEqual([]);
  const cold = opened(createFactMemory());
  expect(await cold.load('r/')).toEqual(BOOK);
  expect(cold.requests).toBe(1);
  expect(await cold.load('other/')).toEqual(EMPTY_BOOK);
  expect(new Set(sent).size).toBe(2);
  expect(sent).toEqual(sent.filter((one) => /^GetObject \.autoalias\/facts\/[\w-]{22}\.json$/.test(one)));
});

test.each(['', '{"format":1', '{}'])('a damaged state object %j counts as no facts', async (text) => {
  const { opened, sent, store } = open();
  await opened().save('r/', BOOK);
  const key = sent.at(-1)?.split(' ')[1] ?? '';
  await store.send({ operation: 'PutObject', key, body: new TextEncoder().encode(text) });
  expect(await opened(createFactMemory()).load('r/')).toEqual(EMPTY_BOOK);
});

describe('a store that refuses', () => {
  test.each(['GetObject', 'PutObject'])(
    'access denied to %s: says so once, and does not try again',
    async (operation) => {
      const { opened, log, sent } = open(refusing(operation, 403));
      for (const listed of ['r/', 's/', 't/']) {
        expect(await opened().load(listed)).toEqual(EMPTY_BOOK);
        await opened().save(listed, BOOK);
      }
      expect(sent.filter((one) => one.startsWith(operation))).toHaveLength(1);
      expect(log).toEqual([
        expect.objectContaining({
          level: 'warn',
          why: expect.stringContaining(
            'Grant oss:GetObject and oss:PutObject below .autoalias/, or set AUTOALIAS_STATE=off',
          ),
        }),
      ]);
    },
  );

  test.each(['GetObject', 'PutObject'])(
    '%s fails: the sweep goes on, and the next one tries again',
    async (operation) => {
      const { opened, log, sent } = open(refusing(operation, 503));
      expect(await opened().load('r/')).toEqual(EMPTY_BOOK);
      await opened().save('s/', BOOK);
      expect(await opened(createFactMemory()).load('r/')).toEqual(EMPTY_BOOK);
      await opened().save('s/', BOOK);
      expect(sent.filter((one) => one.startsWith(operation))).toHaveLength(2);
      expect(log[0]).toMatchObject({ level: 'warn', why: expect.stringContaining('the sweep checks every alias') });
    },
  );
});
