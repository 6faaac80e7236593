import { describe, expect, test } from 'vitest';
import { LOOK } from '../../../src/aliases/model/cause.ts';
import { aliasTask } from '../../../src/aliases/model/task.ts';
import { viewAlias } from '../../../src/handlers/look/view-alias.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import { moveByHand, parseUntil } from '../../../src/handlers/work/move-by-hand.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { handlerWorld, RULES } from '../handler-world.ts';

const ALIAS = 'releases/app/latest/f';

function key(version: string) {
  return `releases/app/${version}/f`;
}

const PIN = { reason: 'freeze' };

test('is logged like every other move, and loudly where events find its target gone', async () => {
  const world = handlerWorld();
  await world.put(key('1.0.0'), key('1.1.0'));
  await sweep(world.context, { kind: 'sweep' });
  const report = await moveByHand(world.context, ALIAS, { what: 'pin', target: key('1.0.0'), pin: PIN });
  expect(report).toMatchObject({ rule: 'app', alias: ALIAS, action: 'pinned', from: key('1.1.0'), to: key('1.0.0') });
  expect(world.log.at(-1)).toMatchObject({ level: 'info', event: 'pin', alias: ALIAS, why: 'pinned: freeze' });
  await world.remove(key('1.0.0'));
  const cause = { kind: 'change', event: 'ObjectRemoved:DeleteObject', key: key('1.0.0') } as const;
  await handleChanges(world.context, [{ key: key('1.0.0'), cause }]);
  expect(world.log.filter(({ level }) => level === 'error')).toMatchObject([
    { alias: ALIAS, action: 'pinned', dangling: true, why: expect.stringContaining('its target is gone') },
  ]);
  world.log.length = 0;
  await sweep(world.context, { kind: 'sweep' });
  expect(world.log.filter(({ level }) => level === 'error')).toMatchObject([{ alias: ALIAS, dangling: true }]);
});

describe('a write that keeps a pin keeps who pinned it, and since when', () => {
  const START = Date.UTC(2026, 10, 20, 12);
  const HELD = { pin: { reason: 'freeze', until: null, since: '2026-11-20T12:00:00Z', actor: 'anna@host' } };

  async function pinnedWorld() {
    const clock = { now: START };
    const world = handlerWorld({ now: () => clock.now });
    await world.put(key('1.0.0'), key('1.1.0'));
    await sweep(world.context, { kind: 'sweep' });
    const move = { what: 'pin', target: key('1.0.0'), pin: PIN } as const;
    await moveByHand({ ...world.context, actor: 'anna@host' }, ALIAS, move);
    const viewed = async (ruleSet = world.context.ruleSet) => {
      const task = aliasTask(ruleSet, ALIAS, LOOK, clock.now, OSS_CAPABILITIES);
      return task && viewAlias({ ...world.context, ruleSet }, task);
    };
    return { world, clock, viewed };
  }

  test('when the sweep corrects the headers', async () => {
    const { world, clock, viewed } = await pinnedWorld();
    expect(await viewed()).toMatchObject(HELD);
    for (const [day, age] of [1, 2].entries()) {
      clock.now = START + (day + 1) * 86_400_000;
      const text = RULES.replace('\n    aliases', `\n    headers: { Cache-Control: 'max-age=${age}' }\n    aliases`);
      const ruleSet = parseRules(text, 'r');
      await sweep({ ...world.context, ruleSet, actor: 'bot@host' }, { kind: 'sweep', byHand: true, actor: 'bot@host' });
      expect(await viewed(ruleSet)).toMatchObject({ ...HELD, record: { cause: 'sweep by hand', actor: 'bot@host' } });
      const link = await world.context.store.send({ operation: 'GetSymlink', key: ALIAS });
      expect(link).toMatchObject({ headers: { cacheControl: `max-age=${age}` } });
    }
    await moveByHand({ ...world.context, actor: 'carl@host' }, ALIAS, { what: 'unpin' });
    expect(await viewed()).toMatchObject({ pin: null, record: { actor: 'carl@host' } });
    await moveByHand({ ...world.context, actor: 'carl@host' }, ALIAS, { what: 'pin', target: key('1.0.0'), pin: PIN });
    expect(await viewed()).toMatchObject({ pin: { actor: 'carl@host', since: '2026-11-22T12:00:00Z' } });
  });

  test('when a handler that had not read the pin restores it', async () => {
    const { world, clock, viewed } = await pinnedWorld();
    const link = await world.context.store.send({ operation: 'GetSymlink', key: ALIAS });
    if (link.found !== 'symlink') throw new TypeError('there is no alias');
    const { 'autoalias-pin': _, 'autoalias-actor': __, ...metadata } = link.metadata;
    clock.now += 60_000;
    await world.context.store.send({ operation: 'PutSymlink', key: ALIAS, target: key('1.1.0'), metadata });
    await sweep(world.context, { kind: 'sweep' });
    expect(await viewed()).toMatchObject({
      ...HELD,
      target: key('1.0.0'),
      record: { cause: 'sweep', actor: undefined },
    });
  });
});

test('a sweep leaves a pinned and a protected alias, counts them, and is quiet about them', async () => {
  const world = handlerWorld({
    rules: `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<version>[^/]+)/f$' }
    order: { by: semver, on: version }
    aliases: ['r/latest/f', { key: 'r/stable/f', protected: true }]
`,
  });
  await world.put('r/1.0.0/f');
  await moveByHand(world.context, 'r/latest/f', { what: 'pin', target: 'r/1.0.0/f', pin: PIN });
  await world.put('r/1.1.0/f');
  world.log.length = 0;
  const report = await sweep(world.context, { kind: 'sweep' });
  expect(report).toMatchObject({ actions: { pinned: 1, protected: 1, pointed: 0 }, changed: [] });
  expect(world.log).toMatchObject([{ action: 'swept' }]);
  const named = { key: 'r/stable/f', cause: { kind: 'apply', key: 'r/stable/f' } } as const;
  await handleChanges(world.context, [named]);
  expect(await world.links()).toEqual({ 'r/latest/f': 'r/1.0.0/f', 'r/stable/f': 'r/1.1.0/f' });
});

test('what cannot be done is thrown, and logged', async () => {
  const world = handlerWorld();
  const nowhere = moveByHand(world.context, ALIAS, { what: 'pin', target: key('9.0.0'), pin: PIN });
  await expect(nowhere).rejects.toMatchObject({ code: 'alias-refused' });
  expect(world.log).toMatchObject([{ level: 'error', action: 'failed', alias: ALIAS }]);
  await expect(moveByHand(world.context, 'elsewhere', { what: 'unpin' })).rejects.toMatchObject({
    code: 'not-an-alias',
    message: expect.stringContaining('no rule defines the alias elsewhere'),
  });
});

describe('parse until', () => {
  const NOW = Date.UTC(2026, 10, 20, 12);

  test.each([
    ['2h', NOW + 7_200_000],
    ['7d', NOW + 604_800_000],
    ['2026-12-24', Date.UTC(2026, 11, 24)],
    ['2026-12-24T18:00Z', Date.UTC(2026, 11, 24, 18)],
    ['2026-12-24T18:00:30+08:00', Date.UTC(2026, 11, 24, 10, 0, 30)],
  ])('%s', (text, until) => {
    expect(parseUntil(text, NOW)).toBe(until);
  });

  test.each([
    ['tomorrow', 'is not a time'],
    ['2026-13-01', 'is not a time'],
    // Whose noon?
    ['2026-12-24T18:00', 'is not a time'],
    ['', 'is not a time'],
    ['0s', 'is not a time'],
    ['2026-11-20', 'is in the past'],
    ['2026-11-20T12:00Z', 'is in the past'],
  ])('"%s" is refused: %s', (text, why) => {
    expect(parseUntil(text, NOW)).toEqual({ why: expect.stringContaining(`${text} ${why}; write 2026-12-24`) });
  });
});
