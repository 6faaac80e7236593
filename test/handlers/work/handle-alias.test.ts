import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import type { Outcome } from '../../../src/aliases/model/outcome.ts';
import { ask, askAll, type Protocol } from '../../../src/aliases/model/protocol.ts';
import { aliasTask, releaseTask } from '../../../src/aliases/model/task.ts';
import type { ReleaseOutcome } from '../../../src/aliases/release/reconcile-release.ts';
import type { HandlerContext } from '../../../src/handlers/function/handler-context.ts';
import { handleAlias, handleRelease } from '../../../src/handlers/work/handle-alias.ts';
import type { Release } from '../../../src/rules/release-choice.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { handlerWorld } from '../handler-world.ts';

const ALIAS = 'releases/app/latest/f';

function setUp() {
  const world = handlerWorld({ fail: (_, key) => key === 'broken' });
  const task = aliasTask(world.context.ruleSet, ALIAS, { kind: 'apply', key: 'k' }, 0, OSS_CAPABILITIES);
  if (task === undefined) throw new TypeError('the rule defines its alias');
  const times = [1000, 1012.345];
  const context: HandlerContext = { ...world.context, now: () => times.shift() ?? 0 };
  return { world, task, context };
}

function outcome(action: Outcome['action']): Outcome {
  return { action, from: null, to: 't', why: 'because' };
}

function* twoRounds(end: Outcome): Protocol<Outcome> {
  yield* ask({ operation: 'HeadObject', key: 'a' });
  yield* ask({ operation: 'HeadObject', key: 'b' });
  return end;
}

test.each([
  ['pointed', 'info'],
  ['unchanged', 'info'],
  ['refused', 'warn'],
] as const)('%s is one line of level %s: what, where, why, what it cost', async (action, level) => {
  const { world, task, context } = setUp();
  const report = {
    rule: 'app',
    alias: ALIAS,
    action,
    from: null,
    to: 't',
    why: 'because',
    requests: 2,
    roundTrips: 2,
    milliseconds: 12.3,
  };
  expect(await handleAlias(context, task, twoRounds(outcome(action)))).toEqual({ report });
  expect(world.log).toEqual([{ level, bucket: 'demo', event: 'apply k', ...report }]);
});

type Change = Extract<Cause, { kind: 'change' }>;

describe('lag', () => {
  const change = (fields: Partial<Change>): Change => ({ kind: 'change', event: 'e', key: 'k', ...fields });
  const late = { event: 'e', key: 't', time: 900 };

  test.each<[what: string, cause: Cause, lag: number | undefined]>([
    ['from the event to the write', change({ time: 400 }), 612],
    ['from the event of the new target', change({ time: 400, also: [late] }), 112],
    ['else from the earliest event', change({ time: 700, also: [{ ...late, key: 'j', time: 600 }] }), 412],
    ['not negative', change({ time: 5000 }), 0],
    ['none without a time', change({}), undefined],
    ['none after a sweep', { kind: 'sweep' }, undefined],
    ['none after a command', { kind: 'apply', key: 'k' }, undefined],
  ])('%s', async (_, cause, lag) => {
    const { world, task, context } = setUp();
    // The clock is read at the start, for the report, and for the lag.
    const times = [1000, 1012, 1012];
    const now = (): number => times.shift() ?? 0;
    await handleAlias({ ...context, now }, { ...task, cause }, twoRounds(outcome('pointed')));
    expect(world.log.map((line) => line.lag)).toEqual([lag]);
  });

  test('none for an alias that was not written', async () => {
    const { world, task, context } = setUp();
    await handleAlias(context, { ...task, cause: change({ time: 400 }) }, twoRounds(outcome('unchanged')));
    expect(world.log).toEqual([expect.not.objectContaining({ lag: expect.anything() })]);
  });
});

test('a failure is returned as a report with its error, and not thrown', async () => {
  const { world, task, context } = setUp();
  const failing = function* (): Protocol<Outcome> {
    yield* ask({ operation: 'HeadObject', key: 'a' });
    yield* ask({ operation: 'HeadObject', key: 'broken' });
    return outcome('pointed');
  };
  const { report, error } = await handleAlias(context, task, failing());
  expect(report).toMatchObject({
    action: 'failed',
    from: null,
    to: null,
    why: 'HeadObject broken failed',
    requests: 2,
  });
  expect(error).toBeInstanceOf(Error);
  expect(world.log).toMatchObject([{ level: 'error', action: 'failed' }]);
});

test.each([undefined, null, 'a word'])('an alias fails even if %j is thrown', async (thrown) => {
  const { task, context } = setUp();
  const failing = function* (): Protocol<Outcome> {
    yield* askAll();
    throw thrown;
  };
  const handled = await handleAlias(context, task, failing());
  expect(handled.report).toMatchObject({ action: 'failed', why: String(thrown) });
  expect('error' in handled).toBe(true);
});

describe('aliases that move together', () => {
  const RULES = `version: 1
rules:
  - name: one
    match: { prefix: r/, regex: '^r/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{version}', complete: ['r/{version}/DONE'] }
    aliases: ['r/latest/{file}']
`;
  const RELEASE: Release = {
    id: '1',
    name: '1.0.0',
    value: 1,
    members: new Map(),
    lacks: [],
    withdrawnBy: [],
    newest: 0,
  };

  /** Runs a protocol that sends two requests and returns these outcomes. */
  const handled = async (release: Release | undefined, outcomes: Record<string, Partial<Outcome>>) => {
    const world = handlerWorld({ rules: RULES, fail: (_, key) => key === 'broken' });
    const spent: string[] = [];
    const context = { ...world.context, overrules: { allows: () => true, spend: (of: string) => spent.push(of) } };
    const member = aliasTask(context.ruleSet, 'r/latest/x', { kind: 'sweep' }, 0, OSS_CAPABILITIES);
    const task = member && releaseTask(context.ruleSet, member);
    if (task === undefined) throw new TypeError('the rule defines its aliases');
    const protocol = function* (): Protocol<ReleaseOutcome> {
      yield* askAll({ operation: 'HeadObject', key: 'a' }, { operation: 'HeadObject', key: 'b' });
      if ('broken' in outcomes) yield* ask({ operation: 'HeadObject', key: 'broken' });
      const all = Object.entries(outcomes).map(([of, one]) => [of, { ...outcome('unchanged'), ...one }] as const);
      return { release, outcomes: new Map(all) };
    };
    const all = await handleRelease(context, task, protocol());
    return { all, reports: all.map(({ report }) => report), log: world.log, spent };
  };

  test('are logged in one line if each is correct', async () => {
    const { reports, log, spent } = await handled(RELEASE, { x: {}, y: {} });
    expect(log).toMatchObject([
      {
        level: 'info',
        bucket: 'demo',
        event: 'sweep',
        rule: 'one',
        alias: 'r/latest/{file}',
        action: 'unchanged',
        release: '1.0.0',
        why: 'release 1.0.0 is the greatest complete one',
        requests: 2,
      },
    ]);
    expect(reports.map(({ alias, action }) => [alias, action])).toEqual([
      ['x', 'unchanged'],
      ['y', 'unchanged'],
    ]);
    expect(spent).toEqual([]);
  });

  test('have no release in the log if none is complete', async () => {
    const { all, log } = await handled(undefined, {});
    expect(all).toEqual([]);
    expect(log).toMatchObject([{ action: 'unchanged', why: 'no release is complete', requests: 2 }]);
    expect(log[0]).not.toHaveProperty('release');
  });

  test('are logged in a line each if they changed; the reports of the others follow, and the first has the cost', async () => {
    const { reports, log } = await handled(RELEASE, {
      a: {},
      b: { action: 'pointed' },
      c: { dangling: true },
      d: { action: 'refused' },
    });
    expect(log.map(({ alias, level, release }) => [alias, level, release])).toEqual([
      ['b', 'info', '1.0.0'],
      ['c', 'info', '1.0.0'],
      ['d', 'warn', '1.0.0'],
    ]);
    expect(reports.map(({ alias, requests, roundTrips }) => [alias, requests, roundTrips])).toEqual([
      ['b', 2, 1],
      ['c', 0, 0],
      ['d', 0, 0],
      ['a', 0, 0],
    ]);
  });

  test('are logged as an error if a pin holds one at a target that is gone', async () => {
    const { log } = await handled(RELEASE, { a: { action: 'pinned', dangling: true }, b: { action: 'pinned' } });
    expect(log.map(({ alias, level }) => [alias, level])).toEqual([
      ['a', 'error'],
      ['b', 'info'],
    ]);
  });

  test('count as one overruling, however many of them were overruled', async () => {
    const { log, spent } = await handled(RELEASE, {
      a: { action: 'pointed', overruled: true },
      b: { action: 'pointed', overruled: true },
    });
    expect(log.map(({ level }) => level)).toEqual(['warn', 'warn']);
    expect(spent).toEqual(['r/latest/{file}']);
  });

  test('fail as a group, with the error', async () => {
    const { all, log } = await handled(RELEASE, { broken: {} });
    expect(all).toMatchObject([{ report: { alias: 'r/latest/{file}', action: 'failed', requests: 3 } }]);
    expect(all[0]?.error).toBeInstanceOf(Error);
    expect(log).toMatchObject([{ level: 'error', why: 'HeadObject broken failed' }]);
  });
});
