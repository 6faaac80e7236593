import { describe, expect, test } from 'vitest';
import { handleCfcSweep } from '../../../../src/handlers/function/cfc/handle-cfc-sweep.ts';
import { bosEvents, cfcWorld } from '../../cfc-world.ts';

const NOW = Date.parse('2026-11-20T08:10:00Z');

describe('every event of a timer starts a sweep', () => {
  test.each<[string, unknown]>([
    ['the input that deploy sets', {}],
    ['bytes', Buffer.from('{}')],
    ['a text of the operator', 'nightly'],
    ['an empty text', ''],
    ['nothing', undefined],
    ['null', null],
    ['other fields', { Input: '{}', Name: 'autoalias-sweep' }],
    ['the event of another timer', { triggerTime: '2026-11-20T08:00:00Z', triggerName: 'sweep', payload: '' }],
  ])('%s', async (_, event) => {
    const world = cfcWorld();
    await world.put('releases/app/1.0.0/f', 'releases/app/2.0.0/f');
    expect(await handleCfcSweep(world.host, event, { requestId: 'r' }, NOW)).toMatchObject([
      { objects: 2, actions: { pointed: 3 } },
    ]);
    expect(await world.target('releases/app/latest/f')).toBe('releases/app/2.0.0/f');
  });
});

describe('the events of other triggers do not', () => {
  test.each<[string, unknown, string]>([
    ['events of a bucket', bosEvents('k'), 'it contains events of a bucket'],
    ['the same in bytes', Buffer.from(JSON.stringify(bosEvents('k'))), 'it contains events of a bucket'],
    ['an HTTP request', { httpMethod: 'GET', path: '/v1/health' }, 'it is an HTTP request'],
    ['a large event', Buffer.alloc(1024 * 1024 + 1), 'the event has 1048577 bytes'],
  ])('%s', async (_, event, why) => {
    const world = cfcWorld();
    await expect(handleCfcSweep(world.host, event, {}, NOW)).rejects.toMatchObject({
      code: 'event-malformed',
      message: expect.stringContaining(why),
    });
    expect(world.signedBy).toEqual([]);
  });
});
