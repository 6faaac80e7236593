import { describe, expect, test } from 'vitest';
import { triggersOf, triggerView } from '../../../../src/local/api/fc/trigger-view.ts';
import { fcParts } from './fc-fixture.ts';

const parts = fcParts();

describe('triggersOf', () => {
  test('an OSS trigger exists once for each bucket', () => {
    expect(triggersOf('object-events', parts)).toEqual([
      {
        triggerName: 'object-events-1',
        triggerType: 'oss',
        sourceArn: 'acs:oss:cn-hangzhou:1000000000000000:demo',
        triggerConfig: {
          events: ['oss:ObjectCreated:PutObject'],
          filter: { key: { prefix: 'releases/', suffix: '' } },
        },
      },
      expect.objectContaining({
        triggerName: 'object-events-1-other',
        sourceArn: 'acs:oss:cn-hangzhou:1000000000000000:other',
      }),
    ]);
  });

  test('a trigger of EventBridge exists once', () => {
    const trigger = { name: 'objects', functionName: 'object-events', events: [], suffix: '' };
    const triggers = () => [
      { ...trigger, prefix: 'a/' },
      { ...trigger, prefix: 'b/' },
    ];
    expect(triggersOf('object-events', fcParts({ triggers, delivery: { path: 'eventbridge' } }))).toMatchObject([
      { triggerName: 'objects', triggerType: 'eventbridge', triggerConfig: { triggerEnable: true } },
    ]);
  });

  test.each([
    ['sweep', [['schedule', 'timer']]],
    ['http', [['http', 'http']]],
    ['other', []],
  ])('%s', (name, triggers) => {
    expect(triggersOf(name, parts).map(({ triggerName, triggerType }) => [triggerName, triggerType])).toEqual(triggers);
  });
});

describe('triggerView', () => {
  const [schedule] = triggersOf('sweep', parts);

  test('2.0 has the configuration as an object, 3.0 as text', () => {
    if (schedule === undefined) throw new Error('no trigger');
    const config = { cronExpression: '@every 300s', enable: true, payload: '' };
    expect(triggerView('sweep', schedule, '2016-08-15', parts)).toMatchObject({ triggerConfig: config });
    expect(triggerView('sweep', schedule, '2023-03-30', parts)).toMatchObject({
      triggerId: 'sweep/schedule',
      triggerName: 'schedule',
      qualifier: 'LATEST',
      triggerConfig: JSON.stringify(config),
      targetArn: 'acs:fc:cn-hangzhou:1000000000000000:functions/sweep',
    });
  });
});
