import { afterEach, describe, expect, test } from 'vitest';
import { EVENT_LIMITS, oversizedEvent } from '../../../src/handlers/function/event-size.ts';
import { handleHttp } from '../../../src/handlers/function/handle-http.ts';
import { handleObjectEvents } from '../../../src/handlers/function/handle-object-events.ts';
import { handleTimer } from '../../../src/handlers/function/handle-timer.ts';
import { type FunctionWorld, functionWorld, TOKEN } from '../function-world.ts';

test.each([
  [new Uint8Array(10), undefined],
  [new Uint8Array(11), 'the event has 11 bytes, and 10 are allowed'],
  ['x'.repeat(10), undefined],
  ['x'.repeat(11), 'the event has 11 bytes, and 10 are allowed'],
  [{ parsed: 'x'.repeat(11) }, undefined],
  [undefined, undefined],
])('%j', (event, why) => {
  expect(oversizedEvent(event, 10)).toBe(why);
});

describe('an event above the limit is refused before it is parsed', () => {
  let world: FunctionWorld;
  afterEach(() => world.close());

  /** Not JSON, so parsing it would give another error. */
  const above = (limit: number) => Buffer.alloc(limit + 1, '{');

  test('by the HTTP function, with an answer', async () => {
    world = await functionWorld();
    const { statusCode, body } = await handleHttp(world.host, above(EVENT_LIMITS.http), world.context);
    expect([statusCode, JSON.parse(body)]).toEqual([
      400,
      {
        error: {
          code: 'request-malformed',
          message: `the body cannot be used: the event has ${EVENT_LIMITS.http + 1} bytes, and ${EVENT_LIMITS.http} are allowed; send fewer keys at a time`,
        },
      },
    ]);
  });

  test('by the function of object events', async () => {
    world = await functionWorld();
    await expect(handleObjectEvents(world.host, above(EVENT_LIMITS.objectEvents), world.context)).rejects.toMatchObject(
      { code: 'event-malformed', message: expect.stringContaining('send fewer events at a time') },
    );
  });

  test('by the sweep', async () => {
    world = await functionWorld();
    await expect(handleTimer(world.host, above(EVENT_LIMITS.timer), world.context)).rejects.toMatchObject({
      code: 'event-malformed',
      message: expect.stringMatching(/^not a timer event: the event has 1048577 bytes, and 1048576 are allowed; /),
    });
  });
});

test.each([
  ['as text that is escaped in JSON', '"', false],
  ['in Base64', 'k', true],
])('the largest body of the API fits into an event, %s', async (_, character, isBase64Encoded) => {
  const world = await functionWorld();
  const start = '{"key":"';
  const text = start + character.repeat(8 * 1024 * 1024 - start.length);
  const event = {
    rawPath: '/v1/apply',
    body: isBase64Encoded ? Buffer.from(text).toString('base64') : text,
    isBase64Encoded,
    headers: { Authorization: `Bearer ${TOKEN}`, Cookie: 'x'.repeat(8000) },
    requestContext: { http: { method: 'POST' } },
  };
  const { statusCode, body } = await handleHttp(world.host, Buffer.from(JSON.stringify(event)), world.context);
  // It has the largest size that the API reads, and is not JSON.
  expect([statusCode, body]).toEqual([400, expect.stringContaining('it is not JSON in UTF-8')]);
  await world.close();
});
