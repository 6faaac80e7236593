import type { StoreCall } from '../../../src/local/server/store-call.ts';

/** A signed GET of `demo/key` without a body, with the changes of a test. */
export function ossCall(changes: Partial<StoreCall> & { readonly text?: string } = {}): StoreCall {
  const { text = '', ...call } = changes;
  const bytes = Buffer.from(text);
  return {
    method: 'GET',
    bucket: 'demo',
    key: 'key',
    query: new Map(),
    headers: {},
    requestId: '677500000000000000000001',
    endpoint: () => '127.0.0.1:9000',
    signed: true,
    body: {
      length: bytes.length,
      read: async function* () {
        // In pieces, so that no reader comes to count on one.
        for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
      },
    },
    ...call,
  };
}
