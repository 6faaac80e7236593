import { beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { moveSeveral, planPin, planPins, planUnpins } from '../../../src/handlers/work/move-several.ts';
import { rehearseMoves } from '../../../src/handlers/work/rehearse-moves.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'r/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['r/latest/{file}', { key: 'r/production/{file}', protected: true }]
`;
const PIN = { reason: 'hold' };
const [A, B, PRODUCTION] = ['r/latest/a', 'r/latest/b', 'r/production/a'];

let world: HandlerWorld;

beforeEach(async () => {
  world = handlerWorld({ rules: RULES });
  await world.put('r/1.0.0/a', 'r/1.0.0/b', 'r/2.0.0/a', 'r/2.0.0/b');
  await sweep(world.context, { kind: 'sweep' });
});

async function pin(alias: string, target: string) {
  await moveSeveral(world.context, [await planPin(world.context, alias, { target, pin: PIN })]);
}

describe('a rehearsal reports what the command then does, and writes nothing', () => {
  test('pin', async () => {
    const planned = await planPins(world.context, { names: [A, 'r/latest/'], release: '1.0.0' }, PIN);
    const before = await world.links();
    const rehearsed = await rehearseMoves(world.context, planned);
    expect(rehearsed).toContainEqual({
      ...{ rule: 'app', alias: A, action: 'pinned', from: 'r/2.0.0/a', to: 'r/1.0.0/a' },
      ...{ why: 'pinned: hold', planned: true },
    });
    expect(await world.links()).toEqual(before);
    expect(await moveSeveral(world.context, planned)).toMatchObject(
      rehearsed.map(({ planned: _, ...report }) => report),
    );
  });

  test.each<[what: string, alias: string, target: string, unpin: string[], to: string]>([
    ['a pin at an older object', A, 'r/1.0.0/a', [A], 'r/2.0.0/a'],
    ['a pin at the greatest candidate', A, 'r/2.0.0/a', [A], 'r/2.0.0/a'],
    ['a pin under a prefix', B, 'r/1.0.0/b', ['r/latest/'], 'r/2.0.0/b'],
    ['a protected alias', PRODUCTION, 'r/1.0.0/a', [PRODUCTION], 'r/1.0.0/a'],
    ['an alias that is not pinned', B, 'r/1.0.0/b', [A], 'r/2.0.0/a'],
  ])('unpin: %s', async (_, alias, target, names, to) => {
    await pin(alias, target);
    const planned = await planUnpins(world.context, { names });
    const before = await world.links();
    const rehearsed = await rehearseMoves(world.context, planned);
    expect(rehearsed).toMatchObject([{ from: expect.any(String), to, planned: true }]);
    expect(await world.links()).toEqual(before);
    const done = await moveSeveral(world.context, planned);
    const short = ({ alias, action, from, to }: (typeof rehearsed)[number] | (typeof done)[number]) => [
      ...[alias, action, from, to],
    ];
    expect(done.map(short)).toEqual(rehearsed.map(short));
  });

  test('unpin: the target is withdrawn', async () => {
    await pin(A, 'r/2.0.0/a');
    await world.put('r/2.0.0/.withdrawn');
    const planned = await planUnpins(world.context, { names: [A] });
    expect(await rehearseMoves(world.context, planned)).toMatchObject([{ action: 'pointed', to: 'r/1.0.0/a' }]);
  });
});

describe('what the command refuses, the rehearsal refuses', () => {
  test('a target that does not exist', async () => {
    const planned = [await planPin(world.context, A, { target: 'r/9.0.0/a', pin: PIN })];
    const refusal = { code: 'alias-refused', message: expect.stringContaining('there is no object r/9.0.0/a') };
    await expect(rehearseMoves(world.context, planned)).rejects.toMatchObject(refusal);
    const other = await planPin(world.context, B, { target: 'r/1.0.0/b', pin: PIN });
    expect(await rehearseMoves(world.context, [...planned, other])).toMatchObject([
      { alias: A, action: 'failed', from: 'r/2.0.0/a', to: 'r/2.0.0/a', why: refusal.message },
      { alias: B, action: 'pinned' },
    ]);
  });

  test('a real object at the alias key', async () => {
    await world.put('r/latest/c', 'r/1.0.0/c');
    const planned = [await planPin(world.context, 'r/latest/c', { target: 'r/1.0.0/c', pin: PIN })];
    expect(await rehearseMoves(world.context, planned)).toMatchObject([{ action: 'refused', from: null, to: null }]);
  });

  test('an alias without a candidate of the release', async () => {
    const planned = await planPins(world.context, { names: [A, 'r/latest/c'], release: '1.0.0' }, PIN);
    expect(await rehearseMoves(world.context, planned)).toMatchObject([{ action: 'pinned' }, { action: 'failed' }]);
  });
});
