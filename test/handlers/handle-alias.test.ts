import { expect, test } from 'vitest';
import type { Outcome } from '../../src/aliases/outcome.ts';
import { ask, type Protocol, together } from '../../src/aliases/protocol.ts';
import { handleAlias } from '../../src/handlers/handle-alias.ts';
import { aliasTask } from '../../src/handlers/handle-changes.ts';
import type { HandlerContext } from '../../src/handlers/handler-context.ts';
import { handlerWorld } from './handler-world.ts';

const ALIAS = 'releases/app/latest/f';

const setUp = () => {
  const world = handlerWorld({ fail: (_, key) => key === 'broken' });
  const task = aliasTask(world.context.ruleSet, ALIAS, { kind: 'apply', key: 'k' }, 0);
  if (task === undefined) throw new TypeError('the rule gives its alias');
  const times = [1000, 1012.345];
  const context: HandlerContext = { ...world.context, now: () => times.shift() ?? 0 };
  return { world, task, context };
};

const outcome = (action: Outcome['action']): Outcome => ({ action, from: null, to: 't', why: 'because' });

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

test('a failure is a report with its error, and is not thrown', async () => {
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

test.each([undefined, null, 'a word'])('even where %j is thrown it counts as failed', async (thrown) => {
  const { task, context } = setUp();
  const failing = function* (): Protocol<Outcome> {
    yield* together();
    throw thrown;
  };
  const handled = await handleAlias(context, task, failing());
  expect(handled.report).toMatchObject({ action: 'failed', why: String(thrown) });
  expect('error' in handled).toBe(true);
});
