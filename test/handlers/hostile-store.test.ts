import { afterEach, describe, expect, test } from 'vitest';
import { aliasHistory } from '../../src/aliases/look/history.ts';
import { handleObjectEvents } from '../../src/handlers/function/handle-object-events.ts';
import { handleTimer } from '../../src/handlers/function/handle-timer.ts';
import { runProtocol } from '../../src/handlers/work/run-protocol.ts';
import { OSS_CAPABILITIES } from '../../src/stores/store-capabilities.ts';
import { answer, type ScriptedServer, type Step, scriptedServer } from '../stores/oss/scripted-server.ts';
import { type FunctionWorld, functionWorld, ossEvent } from './function-world.ts';

let world: FunctionWorld;
let server: ScriptedServer;
afterEach(async () => {
  await server.close();
  await world.close();
});

const timer = { triggerTime: '2026-11-20T12:00:00Z', triggerName: 'sweep', payload: '' };
const ALIAS = 'releases/app/latest/f';

function contents(key: string): string {
  return `<Contents><Key>${key}</Key><LastModified>2026-11-20T12:00:00.000Z</LastModified><ETag>"E"</ETag><Type>Normal</Type><Size>1</Size></Contents>`;
}

function objects(keys: readonly string[], token: string): string {
  return `<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>${keys.map(contents).join('')}</ListBucketResult>`;
}

const noVersions = `<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>${ALIAS}</NextKeyMarker><NextVersionIdMarker>v</NextVersionIdMarker></ListVersionsResult>`;
const versioning = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';

/** A store whose listings never end and that has no objects. `page` returns the n-th page. */
async function open(page: (nth: number) => string): Promise<void> {
  let nth = 0;
  const step: Step = (response, received) => {
    const { searchParams } = new URL(received.url, 'http://x');
    const body = searchParams.has('versioning')
      ? versioning
      : searchParams.has('versions')
        ? noVersions
        : searchParams.has('list-type')
          ? page(nth++)
          : undefined;
    const none = '<Error><Code>NoSuchKey</Code></Error>';
    answer(body === undefined ? 404 : 200, {}, received.method === 'HEAD' ? '' : (body ?? none))(response, received);
  };
  server = await scriptedServer([step]);
  world = await functionWorld({ OSS_ENDPOINT: server.origin });
}

function key(nth: number): string {
  return `releases/app/1.0.${nth}/f`;
}

/** Listings that do not advance, with the maximum number of requests before they are given up. */
const PAGES: readonly (readonly [string, (nth: number) => string, number])[] = [
  ['the same page and token', () => objects([key(1)], 'same'), 3],
  ['the same page with new tokens', (nth) => objects([key(1)], `token-${nth}`), 3],
  ['two pages in turn', (nth) => objects([key(nth % 2)], `token-${nth % 2}`), 4],
  ['empty pages with one token', () => objects([], 'same'), 3],
  ['empty pages with new tokens', (nth) => objects([], `token-${nth}`), 110],
];

describe.each(PAGES)('a listing of %s', (_, page, most) => {
  test('ends a sweep', async () => {
    await open(page);
    await expect(handleTimer(world.host, timer, world.context)).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('does not end'),
    });
    expect(server.received.filter(({ url }) => url.includes('list-type')).length).toBeLessThanOrEqual(most);
  });

  test('ends an event', async () => {
    await open(page);
    const removed = JSON.parse(ossEvent(key(1)).toString());
    removed.events.push({ ...removed.events[0], eventName: 'ObjectRemoved:DeleteObject' });
    await expect(handleObjectEvents(world.host, removed, world.context)).rejects.toMatchObject({
      code: 'changes-failed',
      message: expect.stringContaining('does not end'),
    });
    // Two aliases.
    expect(server.received.filter(({ url }) => url.includes('list-type')).length).toBeLessThanOrEqual(2 * most);
  });
});

test('the history of an alias fails if pages of versions have no versions', async () => {
  await open(() => '');
  const { store } = (await world.host.begin(world.context)).context();
  const history = runProtocol(aliasHistory(OSS_CAPABILITIES, ALIAS, 10), store);
  await expect(history).rejects.toMatchObject({ code: 'store-unreachable' });
  expect(server.received).toHaveLength(2);
});
