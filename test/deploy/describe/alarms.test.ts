import { afterEach, describe, expect, test } from 'vitest';
import { LOG_ALARMS, LOG_DELIMITERS, METRIC_ALARMS, SEARCHED_FIELDS } from '../../../src/deploy/describe/alarms.ts';
import { renderText } from '../../../src/deploy/text.ts';
import { handleObjectEvents } from '../../../src/handlers/function/handle-object-events.ts';
import { handleTimer } from '../../../src/handlers/function/handle-timer.ts';
import { type FunctionWorld, functionWorld, ossEvent } from '../../handlers/function-world.ts';

const queries = LOG_ALARMS.map((alarm) => ({
  ...alarm,
  query: renderText(alarm.query, (name) => (name === 'name' ? 'autoalias' : `<${name}>`)),
}));

/** A line as a function writes it. */
interface Line {
  readonly topic: string;
  readonly message: string;
}

const line = (id: string, entry: object): Line => ({ topic: `FCLogs:autoalias-${id}`, message: JSON.stringify(entry) });

const swept = (actions: object, dangling = 0) =>
  line('sweep', {
    level: 'info',
    action: 'swept',
    dangling,
    actions: { unchanged: 9, pointed: 0, removed: 0, refused: 0, failed: 0, ...actions },
  });

const SAMPLES: Readonly<Record<string, Line>> = {
  quiet: swept({}),
  repaired: swept({ pointed: 2 }),
  removed: swept({ removed: 10 }),
  dangling: swept({}, 1),
  refused: swept({ refused: 3 }),
  moved: line('object-events', { level: 'info', action: 'pointed', lag: 900 }),
  late: line('object-events', { level: 'info', action: 'pointed', lag: 61_000 }),
  error: line('object-events', { level: 'error', action: 'failed' }),
  unread: line('object-events', { level: 'warn', action: 'skipped', kind: 'unread' }),
};

/** Whether a search finds a line: topics, then words between delimiters. */
function isFound(query: string, { topic, message }: Line): boolean {
  const [search = ''] = query.split(' | ');
  const topics = [...search.matchAll(/__topic__: "([^"]+)"/g)].map(([, name]) => name);
  const words = search
    .replace(/__topic__: "[^"]+"|\b(?:and|or)\b|[()]/g, ' ')
    .trim()
    .split(/\s+/);
  const parts = message.split(new RegExp(`[${LOG_DELIMITERS.replace(/[\]\\^-]/g, '\\$&')}]+`));
  return topics.includes(topic) && words.every((word) => parts.includes(word));
}

/** The row that the SELECT statement of an alarm gives, and whether its condition holds. */
function fires({ query, condition }: (typeof queries)[number], sample: Line): boolean {
  if (!isFound(query, sample)) return false;
  const pattern = /regexp_(?:like|extract)\(message, '([^']+)'/.exec(query)?.[1] ?? '(?!)';
  const match = new RegExp(pattern).exec(sample.message);
  const most = Number(/> (\d+)$/.exec(condition)?.[1]);
  const value = query.includes('count(*)') ? Number(match !== null) : Number(match?.[1] ?? Number.NaN);
  return value > most;
}

test.each([
  ['repairs', ['repaired', 'removed']],
  ['wrong-aliases', ['dangling', 'refused']],
  ['error-lines', ['error']],
  ['unread-uploads', ['unread']],
  ['alias-lag', ['late']],
])('the alarm %s fires for %j only', (name, expected) => {
  const alarm = queries.find((one) => one.name === name);
  if (alarm === undefined) throw new TypeError(`there is no alarm ${name}`);
  const fired = Object.keys(SAMPLES).filter((sample) => fires(alarm, SAMPLES[sample] ?? swept({})));
  expect(fired).toEqual(expected);
});

test('names are different, and every alarm says why', () => {
  const all = [...METRIC_ALARMS, ...LOG_ALARMS];
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(all.filter(({ why }) => why.length < 20)).toEqual([]);
});

test('metrics are those of the pages of the vendor', () => {
  // Function Compute, "Monitoring metrics"; CloudMonitor, "Appendix 1: Metrics" of Simple Message Queue.
  const documented = [
    ...['FunctionFunctionErrors', 'FunctionAsyncMessageLatencyMax', 'FunctionAsyncEventExpiredDropped'],
    ...['FunctionDestinationErrors', 'FunctionConcurrencyThrottles', 'ActiveMessages'],
  ];
  expect(new Set(METRIC_ALARMS.map(({ metric }) => metric))).toEqual(new Set(documented));
});

describe('the lines of the functions themselves', () => {
  let world: FunctionWorld;
  afterEach(() => world.close());

  const tick = Buffer.from(
    JSON.stringify({ triggerTime: '2026-11-20T12:00:00Z', triggerName: 'schedule', payload: '' }),
  );

  /** The alarms that fire for the lines of one invocation. */
  async function firedBy(id: string, invoke: () => Promise<unknown>): Promise<readonly string[]> {
    world.lines.length = 0;
    await invoke().catch(() => {});
    const lines = world.lines.map((message): Line => ({ topic: `FCLogs:autoalias-${id}`, message }));
    expect(lines.length).toBeGreaterThan(0);
    return queries.filter((alarm) => lines.some((one) => fires(alarm, one))).map(({ name }) => name);
  }
  const sweep = () => firedBy('sweep', () => handleTimer(world.host, tick, world.context));
  const upload = (key: string) =>
    firedBy('object-events', () => handleObjectEvents(world.host, ossEvent(key), world.context));

  test('a sweep that repairs fires once, and a quiet sweep never', async () => {
    world = await functionWorld();
    await world.put('releases/app/1.0.0/f');
    expect(await sweep()).toEqual(['repairs']);
    expect(await sweep()).toEqual([]);
  });

  test('an alias that must not be written', async () => {
    world = await functionWorld();
    await world.put('releases/app/1.0.0/f', 'releases/app/latest/f', 'releases/app/v1/f');
    expect(await sweep()).toEqual(['wrong-aliases']);
  });

  test('an alias whose target was deleted, and that is kept', async () => {
    world = await functionWorld(
      {},
      `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    onDelete: keep
    aliases: ['releases/{app}/latest/{file}']
`,
    );
    await world.put('releases/app/1.0.0/f');
    await sweep();
    await world.store.send({ operation: 'DeleteObject', key: 'releases/app/1.0.0/f' });
    expect(await sweep()).toContain('wrong-aliases');
  });

  test('an alias that is written more than a minute after its event', async () => {
    world = await functionWorld();
    await world.put('releases/app/1.0.0/f');
    // The event is older than a week.
    expect(await upload('releases/app/1.0.0/f')).toContain('alias-lag');
    await world.put('releases/app/1.1.0/f');
    const event = JSON.parse(ossEvent('releases/app/1.1.0/f').toString());
    event.events[0].eventTime = new Date().toISOString();
    const fresh = () => handleObjectEvents(world.host, Buffer.from(JSON.stringify(event)), world.context);
    expect(await firedBy('object-events', fresh)).toEqual([]);
    expect(world.lines.filter((one) => /"action":"pointed".*"lag":\d+/.test(one))).not.toEqual([]);
  });

  test('an event that cannot be read', async () => {
    world = await functionWorld();
    const malformed = Buffer.from('{"not":"an event"}');
    expect(await firedBy('object-events', () => handleObjectEvents(world.host, malformed, world.context))).toEqual([
      'error-lines',
    ]);
  });

  test('every field that an alarm searches for is in the line of a handler', async () => {
    world = await functionWorld();
    await world.put('releases/app/1.0.0/f', 'releases/app/nightly/f');
    await upload('releases/app/1.0.0/f');
    const lines = [...world.lines];
    await upload('releases/app/nightly/f');
    lines.push(...world.lines);
    await sweep();
    lines.push(...world.lines);
    const fields = new Set(lines.flatMap((one) => Object.keys(JSON.parse(one) as object)));
    expect(SEARCHED_FIELDS.filter((field) => !fields.has(field))).toEqual([]);
    // The fields are those of the queries: quoted names of the patterns, and of the objects with counts.
    const named = queries.flatMap(({ query }) => [...query.matchAll(/"(\w+)":/g)].map(([, field]) => field));
    const counted = ['pointed', 'removed', 'dangling', 'refused', 'failed'];
    expect(named.filter((field) => ![...SEARCHED_FIELDS, ...counted].some((one) => one === field))).toEqual([]);
    const swept = lines.map((one) => JSON.parse(one)).find(({ action }) => action === 'swept');
    expect(Object.keys({ ...swept.actions, ...swept })).toEqual(expect.arrayContaining(counted));
  });

  test('uploads', async () => {
    world = await functionWorld();
    await world.put('releases/app/1.0.0/f', 'releases/app/nightly/f');
    expect(await upload('releases/app/1.0.0/f')).not.toContain('unread-uploads');
    expect(await upload('releases/app/nightly/f')).toEqual(['unread-uploads']);
  });
});
