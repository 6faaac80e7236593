import { describe, expect, test } from 'vitest';
import { createFactMemory } from '../../src/handlers/walk/fact-store.ts';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import { carryOut, planWithdrawal } from '../../src/handlers/withdraw/withdraw.ts';
import { handleChanges } from '../../src/handlers/work/handle-changes.ts';
import { BOS_CAPABILITIES } from '../../src/stores/store-capabilities.ts';
import { type HandlerWorld, handlerWorld } from './handler-world.ts';

const CREATED = 'ObjectCreated:PutObject';

function bos(options: Parameters<typeof handlerWorld>[0] = {}): HandlerWorld & { clock: { now: number } } {
  const clock = { now: Date.UTC(2026, 10, 28) };
  const world = handlerWorld({ capabilities: BOS_CAPABILITIES, now: () => clock.now, ...options });
  return { ...world, clock };
}

async function putLinks({ context }: HandlerWorld, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await context.store.send({ operation: 'PutSymlink', key, target: 'elsewhere' });
}

async function uploaded(world: HandlerWorld, key: string): Promise<readonly string[]> {
  world.sent.length = 0;
  await handleChanges(world.context, [{ key, cause: { kind: 'change', event: CREATED, key } }]);
  return [...world.sent];
}

function countOf(sent: readonly string[], operation: string): number {
  return sent.filter((one) => one === operation).length;
}

const KEY = (version: string) => `releases/a/${version}/f`;
const ONE = `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
`;

describe('an event, where listings do not show links', () => {
  test('a foreign link at the key of the greatest candidate is passed over, with one HeadObject a round', async () => {
    const world = bos({ rules: ONE });
    await world.put(KEY('1.0.0'));
    await putLinks(world, KEY('2.0.0'));
    const sent = await uploaded(world, KEY('1.0.0'));
    expect(await world.links()).toMatchObject({ 'releases/a/latest/f': KEY('1.0.0') });
    // Two rounds: one that writes, and one that looks again. Each reads 2.0.0 and 1.0.0.
    expect(countOf(sent, 'ListObjects')).toBe(2);
    expect(countOf(sent, 'HeadObject')).toBe(2 + 2 * 2);
  });

  test('many foreign links: the prefix is listed again without them, and no HeadObject is repeated in a round', async () => {
    const world = bos({ rules: ONE });
    await world.put(KEY('1.0.0'));
    await putLinks(world, ...Array.from({ length: 100 }, (_, i) => KEY(`2.0.${i}`)));
    const sent = await uploaded(world, KEY('1.0.0'));
    expect(await world.links()).toMatchObject({ 'releases/a/latest/f': KEY('1.0.0') });
    // The listings of a round keep 8, 64 and 512 candidates.
    expect(countOf(sent, 'ListObjects')).toBe(2 * 3);
    expect(countOf(sent, 'HeadObject')).toBe(2 + 2 * 101);
  });

  test('no candidate is left: the alias is removed', async () => {
    const world = bos({ rules: ONE });
    await world.put(KEY('1.0.0'));
    await uploaded(world, KEY('1.0.0'));
    await putLinks(world, KEY('1.0.0'));
    await uploaded(world, KEY('1.0.0'));
    expect(await world.links()).toEqual({ [KEY('1.0.0')]: 'elsewhere' });
  });

  test('a link at the key of a marker withdraws nothing', async () => {
    const world = bos({ rules: ONE });
    await world.put(KEY('1.0.0'), KEY('2.0.0'));
    await putLinks(world, 'releases/a/2.0.0/.withdrawn');
    await uploaded(world, KEY('1.0.0'));
    expect(await world.links()).toMatchObject({ 'releases/a/latest/f': KEY('2.0.0') });
  });
});

describe('a sweep, where listings do not show links', () => {
  async function swept(world: HandlerWorld, memory = createFactMemory()) {
    world.sent.length = 0;
    const facts = { prefix: '.autoalias/', memory };
    const report = await sweep({ ...world.context, facts }, { kind: 'sweep' });
    return { report, sent: [...world.sent] };
  }

  test('a quiet sweep sends listings only, with markers and real objects at alias keys', async () => {
    const world = bos({ rules: ONE });
    const memory = createFactMemory();
    await world.put(KEY('1.0.0'), KEY('2.0.0'), KEY('3.0.0'), 'releases/a/3.0.0/.withdrawn', 'releases/b/latest/g');
    await swept(world, memory);
    expect(await world.links()).toMatchObject({ 'releases/a/latest/f': KEY('2.0.0') });
    world.clock.now += 120_000;
    const verifying = await swept(world, memory);
    expect(verifying.report.known).toBe(0);
    world.clock.now += 1000;
    const quiet = await swept(world, memory);
    expect(quiet.report).toMatchObject({ aliases: 2, known: 2 });
    expect(quiet.sent).toEqual(['ListObjects']);
  });

  test('a link that appears at the key of the winner is noticed', async () => {
    const world = bos({ rules: ONE });
    const memory = createFactMemory();
    await world.put(KEY('1.0.0'), KEY('2.0.0'));
    for (let i = 0; i < 3; i++) {
      await swept(world, memory);
      world.clock.now += 120_000;
    }
    await putLinks(world, KEY('2.0.0'));
    await swept(world, memory);
    expect(await world.links()).toMatchObject({ 'releases/a/latest/f': KEY('1.0.0') });
  });

  test('a link at the key of a marker withdraws nothing', async () => {
    const world = bos({ rules: ONE });
    await world.put(KEY('1.0.0'), KEY('2.0.0'));
    await putLinks(world, 'releases/a/2.0.0/.withdrawn');
    await swept(world);
    expect(await world.links()).toMatchObject({ 'releases/a/latest/f': KEY('2.0.0') });
  });

  test('an alias does not count as an unread object', async () => {
    const world = bos({ rules: ONE });
    await world.put(KEY('1.0.0'), KEY('nightly'));
    await swept(world);
    const { report } = await swept(world);
    expect(report.unread).toMatchObject({ objects: 1, rules: [{ examples: [{ key: KEY('nightly') }] }] });
  });
});

describe('commands, where listings do not show links', () => {
  test('withdraw leaves foreign links out of the choice', async () => {
    const world = bos({ rules: ONE });
    await world.put(KEY('1.0.0'), KEY('3.0.0'));
    await putLinks(world, KEY('2.0.0'));
    await uploaded(world, KEY('3.0.0'));
    const plan = await planWithdrawal(world.context, { names: [KEY('3.0.0')], reason: 'broken' });
    await carryOut(world.context, plan);
    expect(await world.links()).toMatchObject({ 'releases/a/latest/f': KEY('1.0.0') });
  });
});
