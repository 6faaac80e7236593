import { describe, expect, test } from 'vitest';
import { createActivityPrinter } from '../../../../src/cli/dev/activity/activity-printer.ts';
import type { Decision } from '../../../../src/local/cloud/decision.ts';
import type { Delivery } from '../../../../src/local/queue/invocation.ts';
import { moved, note, RULE_SET, swept } from '../activity-fixture.ts';

function open(isShown = true) {
  const lines: string[] = [];
  const printer = createActivityPrinter({
    ruleSet: () => RULE_SET,
    say: (line) => lines.push(line),
    warn: (line) => lines.push(`! ${line}`),
    isShown: () => isShown,
  });
  return { ...printer, lines };
}

const KEY = 'releases/app/1.10.0/app.tgz';

function delivery(fields: Partial<Delivery> = {}): Delivery {
  return {
    time: 0,
    requestId: 'r1',
    functionName: 'object-events',
    trigger: 'object-events-1',
    eventName: 'ObjectCreated:PutObject',
    key: KEY,
    attempt: 1,
    outcome: 'succeeded',
    milliseconds: 233,
    ...fields,
  };
}

function sweepMove(n: number): Decision {
  return moved({ functionName: 'sweep', event: 'sweep', alias: `alias-${n}` });
}

describe('decisions', () => {
  test.each<[what: string, decisions: readonly Decision[], lines: readonly string[]]>([
    ['a move', [moved()], [`releases/app/latest/app.tgz  1.9.0 -> 1.10.0   (${KEY} uploaded)`]],
    [
      'a move in BOS',
      [moved({ functionName: 'cfc-object-events' })],
      [`BOS: releases/app/latest/app.tgz  1.9.0 -> 1.10.0   (${KEY} uploaded)`],
    ],
    [
      'a refusal',
      [moved({ action: 'refused', why: 'no' })],
      [`! releases/app/latest/app.tgz  refused  no   (${KEY} uploaded)`],
    ],
    ['nothing new', [moved({ action: 'unchanged' }), note('info', 'skipped')], []],
    ['a failure that a delivery reports', [moved({ action: 'failed', why: 'x' })], []],
    [
      'a failure that no delivery reports',
      [moved({ action: 'failed', why: 'x', functionName: 'http', event: 'apply' })],
      ['! releases/app/latest/app.tgz  failed  x   (apply)'],
    ],
    [
      'a failure that no delivery reports, in BOS',
      [moved({ action: 'failed', why: 'x', functionName: 'cfc-http', event: 'apply' })],
      ['! BOS: releases/app/latest/app.tgz  failed  x   (apply)'],
    ],
    [
      'what each sweep finds again',
      [moved({ action: 'refused', event: 'sweep' }), moved({ action: 'kept', event: 'sweep' })],
      [],
    ],
    [
      'a sweep',
      [sweepMove(1), swept({ pointed: 1 })],
      ['alias-1  1.9.0 -> 1.10.0   (sweep)', 'sweep of 1 alias: 1 pointed'],
    ],
  ])('%s', (_, decisions, lines) => {
    const printer = open();
    for (const decision of decisions) printer.decided(decision);
    expect(printer.lines).toEqual(lines);
  });

  test('the first moves of each sweep', () => {
    const printer = open();
    for (let i = 1; i <= 30; i++) printer.decided(sweepMove(i));
    printer.decided(swept({ pointed: 30 }));
    expect(printer.lines).toHaveLength(11);
    expect(printer.lines.at(-1)).toBe('sweep of 30 aliases: 30 pointed');
    printer.decided({ ...sweepMove(1), requestId: 'another' });
    expect(printer.lines).toHaveLength(12);
  });

  test('only loud ones where the others are not shown', () => {
    const printer = open(false);
    printer.decided(moved());
    printer.decided(moved({ action: 'refused', why: 'no' }));
    printer.delivered(delivery());
    printer.delivered(delivery({ outcome: 'dead', error: 'given up' }));
    expect(printer.lines).toHaveLength(2);
    expect(printer.lines[1]).toContain('given up');
  });
});

describe('deliveries', () => {
  test.each<[what: string, delivered: Delivery, lines: readonly string[]]>([
    ['one whose decisions are printed', delivery({ decisions: [moved()] }), []],
    [
      'one that changed nothing',
      delivery({ decisions: [moved({ action: 'unchanged' }), moved({ action: 'unchanged' })] }),
      [`${KEY} uploaded: 2 aliases stay as they are (the greatest candidate)`],
    ],
    [
      'one of one alias',
      delivery({ decisions: [moved({ action: 'unchanged' })] }),
      [`${KEY} uploaded: 1 alias stays as it is (the greatest candidate)`],
    ],
    [
      'one that no rule matches',
      delivery({ decisions: [note('info', 'no rule matches the key')] }),
      [`${KEY} uploaded: no rule matches the key`],
    ],
    [
      'one that left several for different reasons',
      delivery({ decisions: [moved({ action: 'unchanged' }), moved({ action: 'unchanged', why: 'older' })] }),
      [`${KEY} uploaded: 2 aliases stay as they are`],
    ],
    [
      'the first of several events that were merged',
      delivery({ mergedEvents: 3, decisions: [moved({ action: 'unchanged' })] }),
      [`${KEY} uploaded (with 2 other events): 1 alias stays as it is (the greatest candidate)`],
    ],
    ['one that logged nothing', delivery({ decisions: [] }), []],
    [
      'a sweep without news',
      delivery({ functionName: 'sweep', trigger: 'schedule', decisions: [swept({ unchanged: 3 })] }),
      [],
    ],
    [
      'a sweep without news after the rules changed',
      delivery({ functionName: 'sweep', trigger: 'rules-changed', decisions: [swept({ unchanged: 3 })] }),
      ['sweep of 3 aliases: all are as the rules say'],
    ],
    [
      'a failure',
      delivery({ outcome: 'to-be-retried', error: 'Error: no\nstore' }),
      [`! ObjectCreated:PutObject ${KEY} -> object-events to-be-retried in 233 ms (Error: no\\x0astore)`],
    ],
    [
      'a success after that',
      delivery({ attempt: 2, decisions: [moved()] }),
      [`ObjectCreated:PutObject ${KEY} -> object-events succeeded (try 2) in 233 ms`],
    ],
  ])('%s', (_, delivered, lines) => {
    const printer = open();
    printer.delivered(delivered);
    expect(printer.lines).toEqual(lines);
  });
});
