import { describe, expect, test } from 'vitest';
import { cfcWorld } from './cfc-world.ts';

const path = '/v1/functions/cfc-sweep/invocations';
const POST = { method: 'POST', path };

describe('RequestResponse', () => {
  test.each([
    ['by default', {}],
    ['by its name', { invocationType: 'RequestResponse' }],
  ])('%s', async (_, query: Record<string, string>) => {
    const { status, text, headers } = await cfcWorld().call({ ...POST, query, body: '{"a":1}' });
    expect([status, text]).toEqual([200, 'cfc-sweep {"a":1}']);
    expect([...headers.keys()].filter((name) => /log|error/.test(name))).toEqual([]);
  });

  test('without an event', async () => {
    expect(await cfcWorld().call(POST)).toMatchObject({ status: 200, text: 'cfc-sweep ' });
  });

  test('with the end of the log', async () => {
    const { headers } = await cfcWorld().call({ ...POST, query: { logType: 'Tail' }, body: '{}' });
    expect(Buffer.from(headers.get('x-bce-log-result') ?? '', 'base64').toString()).toBe('line\n');
  });

  test('an error of the function is an answer', async () => {
    const { status, headers, json } = await cfcWorld().call({ ...POST, body: '"fail"' });
    expect([status, headers.get('x-bce-function-error'), json()]).toMatchObject([
      200,
      'Handled',
      { errorMessage: 'no' },
    ]);
  });

  test('an error of the platform is not', async () => {
    const { status, json } = await cfcWorld().call({ ...POST, body: '"busy"' });
    expect([status, json()]).toMatchObject([429, { code: 'TooManyRequestsException' }]);
  });
});

test('Event: the event waits in the queue', async () => {
  const { call, queued } = cfcWorld();
  expect(await call({ ...POST, query: { invocationType: 'Event' }, body: '{"a":1}' })).toMatchObject({
    status: 202,
    text: '',
  });
  expect(queued).toMatchObject([{ id: 'r-1', functionName: 'cfc-sweep', payload: '{"a":1}', trigger: 'Invocations' }]);
});

test('Event: the queue gets no credentials of the event', async () => {
  const { call, queued } = cfcWorld();
  const content = { bucket: 'demo', credentials: { secretAccessKey: 'event-secret' }, xVars: 'x-secret' };
  await call({ ...POST, query: { invocationType: 'Event' }, body: JSON.stringify({ events: [{ content }] }) });
  expect(queued).toMatchObject([{ payload: '{"events":[{"content":{"bucket":"demo"}}]}' }]);
});

test('DryRun: nothing happens', async () => {
  const { call, queued } = cfcWorld();
  expect(await call({ ...POST, query: { invocationType: 'DryRun' }, body: '"fail"' })).toMatchObject({ status: 204 });
  expect(queued).toEqual([]);
});

test.each([
  ['an event that is not JSON', { body: '{' }, 400, 'InvalidRequestContentException'],
  ['another type', { query: { invocationType: 'Async' } }, 400, 'InvalidParameterValueException'],
  ['another kind of log', { query: { logType: 'All' } }, 400, 'InvalidParameterValueException'],
  ['a large event', { body: JSON.stringify('x'.repeat(6 * 1024 * 1024)) }, 413, 'RequestTooLargeException'],
  [
    'a large event for the queue',
    { query: { invocationType: 'Event' }, body: JSON.stringify('x'.repeat(131_072)) },
    413,
    'RequestTooLargeException',
  ],
  ['a function that does not exist', { path: '/v1/functions/none/invocations' }, 404, 'ResourceNotFoundException'],
])('%s', async (_, call, status, code) => {
  const answered = await cfcWorld().call({ ...POST, ...call });
  expect([answered.status, answered.json().code]).toEqual([status, code]);
});
