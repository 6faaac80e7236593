import { describe, expect, test } from 'vitest';
import type { Deployment, OssTrigger } from '../../src/deploy/deployment.ts';
import { describeDeployment } from '../../src/deploy/describe-deployment.ts';
import { DEFAULT_SETTINGS, type DeploymentSettings } from '../../src/deploy/settings.ts';
import { renderText, type Text } from '../../src/deploy/text.ts';
import { RULE_FILES, ruleSetOf } from './rule-files.ts';

function described(name: string, settings: Partial<DeploymentSettings> = {}): Deployment {
  const file = RULE_FILES.find((one) => one.name === name);
  if (file === undefined) throw new TypeError(`there is no rules file ${name}`);
  return describeDeployment(ruleSetOf(file), { ...DEFAULT_SETTINGS, ...settings });
}

const ossTriggers = ({ triggers }: Deployment) => triggers.filter((one): one is OssTrigger => one.kind === 'oss');
const written = (text: Text) => renderText(text, (name) => `<${name}>`);

describe('triggers', () => {
  test('of events that create and remove are one for each prefix', () => {
    const triggers = ossTriggers(described('three disjoint prefixes'));
    expect(triggers.map(({ name, prefix }) => [name, prefix])).toEqual([
      ['objects-1', 'apps/a/'],
      ['objects-2', 'docs/c/'],
      ['objects-3', 'libs/b/'],
    ]);
    expect(new Set(triggers.flatMap(({ events }) => events)).size).toBe(7);
  });

  test('listen to links only where a rule guards aliases', () => {
    const links = ossTriggers(described('aliases outside, a release and guard')).map(({ prefix, events }) => [
      prefix,
      events.includes('oss:ObjectCreated:PutSymlink'),
    ]);
    expect(links).toEqual([
      ['newest/', true],
      ['uploads/', false],
    ]);
    expect(ossTriggers(described('one prefix'))[0]?.events).not.toContain('oss:ObjectCreated:PutSymlink');
  });

  test('are merged to ten, with a note', () => {
    const deployment = described('fourteen prefixes');
    expect(ossTriggers(deployment).length).toBeLessThanOrEqual(10);
    expect(deployment.notes.join('\n')).toMatch(/have 14 prefixes, and a bucket accepts ten triggers/);
    expect(described('three disjoint prefixes').notes).toEqual([]);
  });

  test('by EventBridge keep every prefix, up to a character that could be encoded', () => {
    const subjects = (name: string) =>
      described(name, { events: 'eventbridge' }).triggers.flatMap((one) =>
        one.kind === 'eventbridge' && one.source.kind === 'events' ? one.source.pattern.subjects.map(written) : [],
      );
    expect(subjects('fourteen prefixes')).toHaveLength(14);
    const start = 'acs:oss:<region>:<account>:<bucket>/';
    expect(subjects('no markers, and keys with $, spaces, unicode and *')).toEqual([`${start}a`]);
    expect(described('one prefix', { events: 'eventbridge' }).triggerRole).toBeUndefined();
  });

  test('by a queue have the rule, the queue and its trigger', () => {
    const { eventRule, queues, triggers } = described('one prefix', { events: 'smq' });
    expect(eventRule?.pattern.subjects.map(written)).toEqual(['acs:oss:<region>:<account>:<bucket>/releases/']);
    expect(queues.map(({ name }) => written(name))).toEqual(['<name>-failed-events', '<name>-events']);
    const [trigger] = triggers;
    if (trigger?.kind !== 'eventbridge' || trigger.source.kind !== 'queue') throw new TypeError('no queue trigger');
    expect([written(trigger.source.queue.name), written(trigger.source.deadLetters.name)]).toEqual([
      '<name>-events',
      '<name>-failed-events',
    ]);
  });
});

test('each function has the settings and the rights of its task', () => {
  const { functions } = described('one prefix', { eventConcurrency: 7 });
  expect(functions.map(({ id, concurrency, delivery }) => [id, concurrency.value, delivery?.retries])).toEqual([
    ['object-events', 7, 8],
    ['sweep', 2, 1],
    ['http', 10, undefined],
  ]);
  const actions = functions.map(({ role }) => new Set(role.statements.flatMap((one) => one.actions)));
  expect(actions.map((one) => one.has('mns:SendMessage'))).toEqual([true, true, false]);
  expect(functions.map(({ environment }) => Object.keys(environment))).toEqual([
    ['OSS_REGION', 'OSS_BUCKET'],
    ['OSS_REGION', 'OSS_BUCKET'],
    ['OSS_REGION', 'OSS_BUCKET', 'AUTOALIAS_TOKEN'],
  ]);
});

test('every statement says why it is there', () => {
  const { functions, people } = described('one prefix');
  const statements = [...functions.flatMap(({ role }) => role.statements), ...people.flatMap((one) => one.statements)];
  expect(statements.filter(({ why }) => why.length < 10)).toEqual([]);
});

test('an uploader who could write aliases is a note', () => {
  // A version may begin with v, so releases/app/v1.0.0/x is a candidate, and releases/app/v1/x an alias.
  expect(described('one prefix').notes).toEqual([expect.stringContaining('does not deny "releases/*/v*/*"')]);
});

describe('a sweep that is divided into tasks', () => {
  const sweepOf = (sweepTasks: number) =>
    described('one prefix', { sweepTasks }).functions.find(({ id }) => id === 'sweep');
  const fcActions = (sweepTasks: number) =>
    sweepOf(sweepTasks)?.role.statements.flatMap(({ actions }) => actions.filter((action) => action.startsWith('fc:')));

  test('may call itself, has tasks, and instances for them', () => {
    expect(sweepOf(20)).toMatchObject({
      environment: { AUTOALIAS_SWEEP_TASKS: ['20'] },
      delivery: { hasTasks: true, maximumAge: 3600 },
      concurrency: { value: 22 },
    });
    expect(fcActions(20)).toEqual(['fc:InvokeFunction', 'fc:ListAsyncTasks']);
    const writes = sweepOf(20)?.role.statements.filter(({ actions }) => actions.includes('oss:PutObject')) ?? [];
    expect(JSON.stringify(writes)).toContain('/.autoalias/sweep/*');
    expect(JSON.stringify(sweepOf(0))).not.toContain('/.autoalias/sweep/');
    const others = described('one prefix', { sweepTasks: 20 }).functions.filter(({ id }) => id !== 'sweep');
    expect(others).toEqual(described('one prefix').functions.filter(({ id }) => id !== 'sweep'));
  });

  test('or is one invocation without these rights', () => {
    expect(sweepOf(0)?.environment).not.toHaveProperty('AUTOALIAS_SWEEP_TASKS');
    expect(sweepOf(0)?.delivery?.hasTasks).toBeUndefined();
    expect(fcActions(0)).toEqual([]);
  });
});
