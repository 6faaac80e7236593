import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Cloud } from '../../src/local/cloud/cloud-options.ts';
import type { Store } from '../../src/stores/store.ts';
import { askJson, putKey, targetAt, until } from '../local/cloud-rig.ts';

/** The credentials of the local cloud. */
export const KEYS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };

/** The event of a timer trigger. */
export const TIMER = JSON.stringify({ triggerTime: '2026-11-28T03:00:00Z', triggerName: 'schedule', payload: '' });
export const MALFORMED = 'not json';

export interface InvokeAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One invocation, by a client of the vendor. */
export type Invoke = (
  name: string,
  event: string | Buffer,
  more?: { readonly log?: true; readonly async?: true; readonly qualifier?: string; readonly service?: string },
) => Promise<InvokeAnswer>;

/** How a client reaches the local cloud. Its triggers must not report `releases/`. */
export interface InvokeWorld {
  readonly invoke: Invoke;
  readonly cloud: () => Cloud;
  readonly store: () => Store;
}

function ossEvent(key: string): string {
  return JSON.stringify({
    events: [
      {
        eventName: 'ObjectCreated:PutObject',
        eventSource: 'acs:oss',
        eventTime: '2026-11-28T03:00:00.000Z',
        eventVersion: '1.0',
        oss: { bucket: { name: 'demo' }, object: { key, eTag: '', size: 1, deltaSize: 1 }, ossSchemaVersion: '1.0' },
        region: 'cn-hangzhou',
        responseElements: { requestId: 'r' },
        userIdentity: { principalId: '1' },
      },
    ],
  });
}

/** What must work with every client of Function Compute. */
export function describeInvoke(client: string, { invoke, cloud, store }: InvokeWorld): void {
  describe(`invoke with ${client}`, () => {
    test('sync: the function runs, and its value comes back', async () => {
      const answer = await invoke('sweep', TIMER);
      expect(JSON.parse(answer.body)).toMatchObject([{ objects: expect.any(Number) }]);
      expect(answer.headers['x-fc-request-id']).toMatch(/^[0-9a-f]{32}$/);
      expect(answer.headers['x-fc-invocation-duration']).toMatch(/^\d+$/);
    });

    test('an OSS event moves an alias', async () => {
      const app = 'app';
      await putKey(store(), `releases/${app}/1.0.0/a.tgz`);
      expect(await targetAt(store(), `releases/${app}/latest/a.tgz`)).toBe('none');
      await invoke('object-events', ossEvent(`releases/${app}/1.0.0/a.tgz`));
      expect(await targetAt(store(), `releases/${app}/latest/a.tgz`)).toBe(`releases/${app}/1.0.0/a.tgz`);
    });

    test('X-Fc-Log-Type: Tail returns the log', async () => {
      const { headers } = await invoke('sweep', TIMER, { log: true, qualifier: 'LATEST' });
      const log = Buffer.from(headers['x-fc-log-result'] ?? '', 'base64').toString();
      const id = headers['x-fc-request-id'];
      expect(log).toMatch(new RegExp(`^FC Invoke Start RequestId: ${id}\\n`));
      expect(log).toContain('"action":"swept"');
      expect(log).toMatch(new RegExp(`FC Invoke End RequestId: ${id}\\n$`));
    });

    test('an error of the function is an answer with X-Fc-Error-Type', async () => {
      const { headers, body } = await invoke('object-events', MALFORMED);
      expect(headers['x-fc-error-type']).toBe('HandledInvocationError');
      expect(JSON.parse(body)).toMatchObject({
        errorType: 'AutoaliasError',
        errorMessage: expect.stringContaining('expected a JSON object'),
        stackTrace: expect.arrayContaining([expect.stringContaining('AutoaliasError')]),
      });
    });

    test('async: the answer comes at once, and the queue delivers', async () => {
      const { headers } = await invoke('sweep', TIMER, { async: true });
      const id = headers['x-fc-request-id'];
      const events = z.object({ deliveries: z.array(z.object({ requestId: z.string(), outcome: z.string() })) });
      await until(async () =>
        events
          .parse(await askJson(cloud(), '/local/events'))
          .deliveries.some(({ requestId, outcome }) => requestId === id && outcome === 'succeeded'),
      );
    });

    test.each<[string, Parameters<Invoke>, string]>([
      ['an unknown function', ['nope', ''], 'FunctionNotFound'],
      ['an unknown version', ['sweep', '', { qualifier: '1' }], 'VersionNotFound'],
      ['an unknown alias', ['sweep', '', { qualifier: 'prod' }], 'AliasNotFound'],
      ['more than 32 MB', ['sweep', Buffer.alloc(32 * 1024 * 1024 + 1)], 'EntityTooLarge'],
      ['more than 128 KB for the queue', ['sweep', 'x'.repeat(128 * 1024 + 1), { async: true }], 'EntityTooLarge'],
    ])('refused: %s', async (_, parameters, code) => {
      await expect(invoke(...parameters)).rejects.toMatchObject({ code });
      // The connection that the client keeps open still works.
      expect((await invoke('sweep', TIMER)).body).not.toBe('');
    });
  });
}
