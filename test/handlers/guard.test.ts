import { afterEach, describe, expect, test } from 'vitest';
import { handleObjectEvents } from '../../src/handlers/function/handle-object-events.ts';
import { OVERRULE_LIMITS } from '../../src/handlers/work/overrule-budget.ts';
import { type FunctionWorld, functionWorld, ossEvent } from './function-world.ts';
import { RULES } from './handler-world.ts';

let world: FunctionWorld;
afterEach(() => world.close());

const KEY = 'releases/app/1.0.0/f';
const ALIAS = 'releases/app/latest/f';
const linked = JSON.parse(ossEvent(ALIAS).toString());
linked.events[0].eventName = 'ObjectCreated:PutSymlink';

async function ready(rules: string): Promise<void> {
  world = await functionWorld({}, rules);
  await world.put(KEY);
  await handleObjectEvents(world.host, ossEvent(KEY), world.context);
}

function overwrite() {
  return world.store.send({ operation: 'PutSymlink', key: ALIAS, target: 'theirs' });
}

describe('guard: true', () => {
  test('undoes what another program wrote over an alias', async () => {
    await ready(`${RULES}    guard: true\n`);
    await overwrite();
    expect(await handleObjectEvents(world.host, linked, world.context)).toEqual({ changes: 1, skipped: 0, aliases: 1 });
    expect(await world.target(ALIAS)).toBe(KEY);
  });

  test('undoes a link to a lower release that copies the record of the alias, including its base', async () => {
    await ready(`${RULES}    guard: true\n`);
    const ours = await world.store.send({ operation: 'GetSymlink', key: ALIAS });
    if (ours.found !== 'symlink' || ours.versionId === undefined) throw new Error('there is no alias');
    await world.put('releases/app/2.0.0/f');
    await handleObjectEvents(world.host, ossEvent('releases/app/2.0.0/f'), world.context);
    const current = await world.store.send({ operation: 'GetSymlink', key: ALIAS });
    if (current.found !== 'symlink' || current.versionId === undefined) throw new Error('there is no alias');
    const metadata = { ...ours.metadata, 'autoalias-base': current.versionId };
    await world.store.send({ operation: 'PutSymlink', key: ALIAS, target: KEY, headers: ours.headers, metadata });
    await handleObjectEvents(world.host, linked, world.context);
    expect(await world.target(ALIAS)).toBe('releases/app/2.0.0/f');
  });

  test('the event of our own write causes no further write', async () => {
    await ready(`${RULES}    guard: true\n`);
    const versions = async () =>
      (await world.store.send({ operation: 'ListObjectVersions', prefix: ALIAS })).versions.length;
    const before = await versions();
    for (let i = 0; i < 3; i++) await handleObjectEvents(world.host, linked, world.context);
    expect(await versions()).toBe(before);
  });

  test('stops overruling another writer after ten writes in a minute, and logs an error', async () => {
    await ready(`${RULES}    guard: true\n`);
    for (let i = 0; i <= OVERRULE_LIMITS.times; i++) {
      await overwrite();
      await handleObjectEvents(world.host, linked, world.context);
    }
    expect(await world.target(ALIAS)).toBe('theirs');
    const last = JSON.parse(world.lines.at(-1) ?? '{}');
    expect(last).toMatchObject({ level: 'error', action: 'yielded', alias: ALIAS });
    // An upload is new information, not a reaction to the other program, so it may overrule.
    await world.put('releases/app/1.1.0/f');
    await handleObjectEvents(world.host, ossEvent('releases/app/1.1.0/f'), world.context);
    expect(await world.target(ALIAS)).toBe('releases/app/1.1.0/f');
    await overwrite();
    await handleObjectEvents(world.host, linked, world.context);
    expect(await world.target(ALIAS)).toBe('theirs');
  });

  test('needs the same number of requests for each check, however long the fight lasts', async () => {
    await ready(`${RULES}    guard: true\n`);
    for (let i = 0; i < 15; i++) {
      await overwrite();
      await overwrite();
      await handleObjectEvents(world.host, linked, world.context);
    }
    const looks = world.lines.map((line) => JSON.parse(line)).filter(({ event }) => String(event).endsWith(ALIAS));
    expect(looks).toHaveLength(15);
    const of = (action: string) => looks.filter((look) => look.action === action).map(({ requests }) => requests);
    // Overruling reads the alias, a listing, the winner, the versions and two of them, and writes. Then it reads all of that
    // again, and the chain of versions.
    expect(Math.max(...of('pointed'))).toBeLessThanOrEqual(12);
    expect(Math.max(...of('yielded'))).toBe(3);
  });

  test('treats a link over the winner as a change of the winner', async () => {
    await ready(`${RULES}    guard: true\n`);
    const winner = 'releases/app/2.0.0/f';
    await world.put(winner);
    await handleObjectEvents(world.host, ossEvent(winner), world.context);
    await world.store.send({ operation: 'PutSymlink', key: winner, target: KEY });
    const over = JSON.parse(ossEvent(winner).toString());
    over.events[0].eventName = 'ObjectCreated:PutSymlink';
    await handleObjectEvents(world.host, over, world.context);
    expect(await world.target(ALIAS)).toBe(KEY);
  });
});

test('without guard, events of created links are skipped by their name', async () => {
  await ready(RULES);
  await overwrite();
  expect(await handleObjectEvents(world.host, linked, world.context)).toEqual({ changes: 0, skipped: 1, aliases: 0 });
  expect(await world.target(ALIAS)).toBe('theirs');
});
