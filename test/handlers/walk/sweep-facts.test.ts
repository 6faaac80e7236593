import { beforeEach, describe, expect, test } from 'vitest';
import { META } from '../../../src/aliases/model/alias-record.ts';
import type { HandlerContext } from '../../../src/handlers/function/handler-context.ts';
import { createFactMemory } from '../../../src/handlers/walk/fact-store.ts';
import { type SweepOptions, type SweepReport, sweep } from '../../../src/handlers/walk/sweep.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { type HandlerWorld, handlerWorld, RULES } from '../handler-world.ts';
import { pinNow } from './pin-now.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let time = 0;

function start(rules = RULES): HandlerWorld {
  time = Date.UTC(2026, 10, 20);
  return handlerWorld({ rules, now: () => time });
}

function app(version: string, name = 'app') {
  return `releases/${name}/${version}/f`;
}

/** A sweep by a new instance, which remembers nothing. */
function sweepCold(world: HandlerWorld, options: SweepOptions = {}, more: Partial<HandlerContext> = {}) {
  world.sent.length = 0;
  const facts = { prefix: '.autoalias/', memory: createFactMemory() };
  return sweep({ ...world.context, facts, ...more }, { kind: 'sweep' }, options);
}

/** Sweeps until every alias is verified, and then once more. */
async function settle(world: HandlerWorld, more: Partial<HandlerContext> = {}): Promise<SweepReport> {
  await sweepCold(world, {}, more);
  time += 2 * MINUTE;
  await sweepCold(world, {}, more);
  return sweepCold(world, {}, more);
}

const LATE = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['zz/{app}/{file}', 'aa/{app}/{file}']
`;
const GROUPS = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/f'] }
    aliases: ['releases/{app}/latest/{file}', 'aa/{app}/latest/{file}', 'zz/{app}/latest/{file}']
`;

describe('a quiet bucket', () => {
  test.each([
    ['aliases under the prefix of their candidates', RULES, 1, 4],
    ['aliases listed before or after their candidates', LATE, 3, 4],
    ['groups', GROUPS, 3, 6],
  ])('%s: a cold sweep sends its listing and reads its state', async (_, rules, prefixes, aliases) => {
    const world = start(rules);
    await world.put(app('1.9.0'), app('1.10.0'), app('1.0.0', 'other'));
    const quiet = await settle(world);
    expect(quiet).toMatchObject({ aliases, known: aliases, full: false, actions: { unchanged: aliases } });
    expect(quiet.requests).toBe(2 * prefixes);
    expect(world.sent.toSorted()).toEqual([
      ...Array<string>(prefixes).fill('GetObject'),
      ...Array<string>(prefixes).fill('ListObjects'),
    ]);
  });

  test('a warm sweep sends its listing alone', async () => {
    const world = start();
    await world.put(app('1.9.0'), app('1.10.0'));
    const facts = { prefix: '.autoalias/', memory: createFactMemory() };
    await settle(world, { facts });
    expect(world.sent).toEqual(['ListObjects']);
  });

  test('once a day, and if asked, every alias is read', async () => {
    const world = start();
    await world.put(app('1.9.0'), app('1.10.0'));
    expect(await settle(world)).toMatchObject({ known: 2, full: false });
    expect(await sweepCold(world, { full: true })).toMatchObject({ known: 0, full: true, actions: { unchanged: 2 } });
    time += 25 * HOUR;
    expect(await sweepCold(world)).toMatchObject({ known: 0, full: true });
    expect(world.sent).toContain('PutObject');
    expect(await sweepCold(world)).toMatchObject({ known: 2, full: false });
    time += 23 * HOUR;
    expect(await sweepCold(world)).toMatchObject({ known: 2, full: false });
  });

  test('a part of the bucket, and apply --all, are always read', async () => {
    const world = start();
    await world.put(app('1.9.0'), app('1.10.0'));
    await settle(world);
    expect(await sweepCold(world, { prefix: 'releases/' })).toMatchObject({ known: 0, full: true });
    expect(await sweepCold(world, { startAfter: 'a' })).toMatchObject({ known: 0, full: true });
    const byHand = { ...world.context, facts: { prefix: '.autoalias/', memory: createFactMemory() } };
    expect(await sweep(byHand, { kind: 'sweep', byHand: true })).toMatchObject({ known: 0, full: true });
    expect(await sweepCold(world, {}, { facts: undefined })).toMatchObject({ known: 0, full: true });
  });

  test('the log line of the sweep has the same counts', async () => {
    const world = start();
    await world.put(app('1.9.0'));
    await settle(world);
    expect(world.log.at(-1)).toMatchObject({ action: 'swept', known: 2, full: false, aliases: 2 });
  });
});

describe('a lost event is noticed', () => {
  let world: HandlerWorld;
  beforeEach(async () => {
    world = start();
    await world.put(app('1.9.0'), app('1.10.0'));
    expect(await settle(world)).toMatchObject({ known: 2 });
    time += 5 * MINUTE;
  });
  const latest = 'releases/app/latest/f';
  const send = () => world.context.store;

  test.each<[string, () => unknown, string | undefined]>([
    ['a greater object', () => world.put(app('1.11.0')), app('1.11.0')],
    ['the winner is deleted', () => world.remove(app('1.10.0')), app('1.9.0')],
    ['the winner is uploaded again', () => world.put(app('1.10.0')), app('1.10.0')],
    ['every candidate is deleted', () => world.remove(app('1.10.0'), app('1.9.0')), undefined],
    ['the winner is withdrawn', () => world.put('releases/app/1.10.0/.withdrawn'), app('1.9.0')],
    [
      'the link is written over',
      () => send().send({ operation: 'PutSymlink', key: latest, target: app('1.9.0') }),
      app('1.10.0'),
    ],
    ['the link is deleted', () => world.remove(latest), app('1.10.0')],
  ])('%s', async (what, change, target) => {
    await change();
    time += 5 * MINUTE;
    const report = await sweepCold(world);
    expect((await world.links())[latest]).toBe(target);
    // The two aliases share their candidates, and each has its own link.
    expect(report.known).toBe(what.startsWith('the link') ? 1 : 0);
  });

  test('a lesser object is a reason to read, and none to write', async () => {
    await world.put(app('1.8.0'));
    time += 5 * MINUTE;
    expect(await sweepCold(world)).toMatchObject({ known: 0, actions: { unchanged: 2, pointed: 0 } });
    expect(await sweepCold(world)).toMatchObject({ known: 2 });
  });

  test('another rule', async () => {
    const ruleSet = parseRules(RULES.replace('by: semver', 'by: semver, desc: true'), 'r.yaml');
    expect(await sweepCold(world, {}, { ruleSet })).toMatchObject({ known: 0, actions: { pointed: 2 } });
  });

  test('only the aliases of the change are read', async () => {
    await world.put(app('1.0.0', 'other'));
    await sweepCold(world);
    time += 5 * MINUTE;
    await sweepCold(world);
    await world.put(app('1.11.0'));
    expect(await sweepCold(world)).toMatchObject({ aliases: 4, known: 2, actions: { pointed: 2 } });
  });
});

describe('what was written in the last minute is read again', () => {
  test.each([
    [0, 0],
    [59_000, 0],
    [60_000, 2],
  ])('after %i ms, %i aliases are known', async (age, known) => {
    const world = start();
    await world.put(app('1.10.0'));
    await sweepCold(world);
    time += age;
    await sweepCold(world);
    expect(await sweepCold(world)).toMatchObject({ known });
  });
});

describe('time', () => {
  const YOUNG = RULES.replace(
    "aliases: ['releases/{app}/latest/{file}', ",
    "minimumAge: 1h\n    aliases: ['releases/{app}/latest/{file}', ",
  );

  test('a candidate becomes old enough', async () => {
    const world = start(YOUNG);
    await world.put(app('1.9.0'));
    time += 2 * HOUR;
    await world.put(app('1.10.0'));
    time += 5 * MINUTE;
    expect(await settle(world)).toMatchObject({ known: 2 });
    time += HOUR;
    expect(await sweepCold(world)).toMatchObject({ known: 0, actions: { pointed: 2 } });
  });

  test('the own clock is late: no fact about a candidate that the store calls old enough', async () => {
    const world = start(YOUNG);
    await world.put(app('1.9.0'));
    time += 2 * HOUR;
    await world.put(app('1.10.0'));
    time += 2 * HOUR;
    const late = { now: () => time - 90 * MINUTE };
    expect(await settle(world, late)).toMatchObject({ known: 0, actions: { unchanged: 2 } });
    expect(await sweepCold(world)).toMatchObject({ actions: { pointed: 2 } });
  });

  test('a pin ends', async () => {
    const world = start();
    await world.put(app('1.9.0'), app('1.10.0'));
    await sweepCold(world);
    await pinNow(world, 'releases/app/latest/f', app('1.9.0'), time + HOUR);
    expect(await settle(world)).toMatchObject({ known: 2, actions: { unchanged: 1, pinned: 1 } });
    time += HOUR;
    expect(await sweepCold(world)).toMatchObject({ known: 1, actions: { pointed: 1 } });
  });

  test('a store that does not tell its time: every alias is read', async () => {
    const world = start();
    await world.put(app('1.10.0'));
    const { store } = world.context;
    const silent = {
      ...store,
      send: async (request: never) => ({ ...((await store.send(request)) as object), date: undefined }) as never,
    };
    expect(await settle(world, { store: silent as typeof store })).toMatchObject({ known: 0, full: true });
  });
});

describe('no fact is kept', () => {
  test.each<[string, string, (world: HandlerWorld) => Promise<unknown>]>([
    [
      'a fallback',
      RULES.replace('aliases', 'onDelete: { fallback: other }\n    aliases'),
      async (world) => {
        await world.put('other', app('1.0.0'));
        await sweepCold(world);
        await world.remove(app('1.0.0'));
      },
    ],
    [
      'a real object at the alias key',
      RULES,
      async (world) => {
        await world.put(app('1.0.0'), 'releases/app/latest/f', 'releases/app/v1/f');
      },
    ],
    [
      'onDelete: keep, and the target is gone',
      RULES.replace('aliases', 'onDelete: keep\n    aliases'),
      async (world) => {
        await world.put(app('1.0.0'));
        await sweepCold(world);
        await world.remove(app('1.0.0'));
      },
    ],
    [
      'the link of another program',
      RULES,
      async (world) => {
        for (const key of ['releases/app/latest/f', 'releases/app/v1/f'])
          await world.context.store.send({ operation: 'PutSymlink', key, target: 'elsewhere' });
      },
    ],
  ])('%s', async (_, rules, prepare) => {
    const world = start(rules);
    await prepare(world);
    expect(await settle(world)).toMatchObject({ aliases: 2, known: 0 });
  });

  test('a pinned target that is not a candidate', async () => {
    const world = start();
    await world.put(app('1.9.0'), 'elsewhere');
    await sweepCold(world);
    await pinNow(world, 'releases/app/latest/f', 'elsewhere', undefined);
    expect(await settle(world)).toMatchObject({ known: 1, actions: { pinned: 1 } });
  });
});

test('protected aliases are known while their target is listed', async () => {
  const world = start(RULES.replace('aliases', 'protected: true\n    aliases'));
  await world.put(app('1.9.0'));
  for (const alias of ['releases/app/latest/f', 'releases/app/v1/f']) {
    await world.context.store.send({
      operation: 'PutSymlink',
      key: alias,
      target: app('1.9.0'),
      metadata: { [META.rule]: 'app', [META.templateDigest]: 'x', [META.base]: 'none' },
    });
  }
  expect(await settle(world)).toMatchObject({ known: 2, actions: { protected: 2 } });
  await world.remove(app('1.9.0'));
  expect(await sweepCold(world)).toMatchObject({ known: 0, dangling: 2 });
});

/** Changes whose events are lost, by layout and position of the links. */
describe.each([
  ['under the prefix of their candidates', RULES, 'releases/app/latest/f'],
  ['after their candidates', LATE, 'zz/app/f'],
  ['before their candidates', LATE, 'aa/app/f'],
  ['of a group', GROUPS, 'releases/app/latest/f'],
  ['of a group, after its files', GROUPS, 'zz/app/latest/f'],
  ['of a group, before its files', GROUPS, 'aa/app/latest/f'],
])('links %s', (_, rules, link) => {
  const extra = link.replace(/f$/, 'g');

  test.each<[string, (world: HandlerWorld) => Promise<unknown>]>([
    ['nothing', async () => {}],
    ['a greater candidate', (world) => world.put(app('1.11.0'))],
    ['a lesser candidate', (world) => world.put(app('1.8.0'))],
    ['the winner deleted', (world) => world.remove(app('1.10.0'))],
    ['every candidate deleted', (world) => world.remove(app('1.10.0'), app('1.9.0'))],
    ['the winner withdrawn', (world) => world.put('releases/app/1.10.0/.withdrawn')],
    ['the link deleted', (world) => world.remove(link)],
    [
      'the link written over',
      (world) => world.context.store.send({ operation: 'PutSymlink', key: link, target: app('1.9.0') }),
    ],
    [
      'a link of another alias',
      (world) => world.context.store.send({ operation: 'PutSymlink', key: extra, target: app('1.9.0') }),
    ],
    ['link and winner deleted', (world) => world.remove(link, app('1.10.0'))],
  ])('%s: a sweep does what a full sweep would do', async (what, change) => {
    const world = start(rules);
    await world.put(app('1.9.0'), app('1.10.0'), app('1.0.0', 'other'));
    const { aliases } = await settle(world);
    time += 5 * MINUTE;
    await change(world);
    time += 5 * MINUTE;
    const report = await sweepCold(world);
    expect(report.known).toBe(what === 'nothing' ? aliases : report.known);
    expect(report.known).toBeGreaterThan(0);
    const left = await sweepCold(world, { full: true });
    expect(left.changed.filter(({ action }) => action !== 'refused')).toEqual([]);
    expect(left.actions).toMatchObject({ pointed: 0, removed: 0, failed: 0 });
    const isForeign = what === 'a link of another alias';
    expect(isForeign ? left : await settle(world)).toMatchObject(isForeign ? {} : { known: left.aliases });
  });
});
