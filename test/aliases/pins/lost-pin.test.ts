import { describe, expect, test } from 'vitest';
import { putAlias } from '../../../src/aliases/model/alias-record.ts';
import type { Pin } from '../../../src/aliases/model/pin.ts';
import { findLostPin } from '../../../src/aliases/pins/lost-pin.ts';
import { type AliasWorld, aliasWorld, key, LATEST } from '../alias-world.ts';
import { targetOf } from '../targets.ts';

const PIN: Pin = { reason: 'r' };

/** A version of the alias, and which of those before it its writer had read: by number from 1, 0 for none. */
interface Step {
  readonly saw: number;
  readonly pin?: Pin;
  /** Written to bring a pin back, not by the person who pins. */
  readonly again?: true;
  readonly lifts?: true;
}
const MARKER = 'marker';

/** The alias after these steps, and the version ids that they made. */
async function after(world: AliasWorld, steps: readonly (Step | typeof MARKER)[]) {
  const ids: string[] = [];
  const task = world.task({ kind: 'sweep' });
  for (const [i, step] of steps.entries()) {
    if (step === MARKER) {
      const { versionId = '' } = await world.store.send({ operation: 'DeleteObject', key: LATEST });
      ids.push(versionId);
      continue;
    }
    const target = targetOf(task, key(`1.0.${i}`), { versionId: `t${i}`, etag: 'E', lastModified: 0 });
    const { pin, again, lifts = false } = step;
    const writer = pin === undefined || again ? task : world.task({ kind: 'by-hand', what: 'pin' });
    const put = putAlias(writer, target, ids[step.saw - 1], '', { pin, dropsPin: lifts });
    const answer = await world.store.send(put);
    ids.push(answer.written ? (answer.versionId ?? '') : '');
  }
  const current = await world.store.send({ operation: 'GetSymlink', key: LATEST });
  if (current.found === 'object') throw new TypeError('the key has a real object');
  return { task, current };
}

describe('a pin that no newer version is based on', () => {
  test.each<readonly [string, readonly (Step | typeof MARKER)[], number]>([
    ['written over by one', [{ saw: 0 }, { saw: 1, pin: PIN }, { saw: 1 }], 1],
    ['by two who had read the same', [{ saw: 0 }, { saw: 1, pin: PIN }, { saw: 1 }, { saw: 1 }], 1],
    ['by one who had read still less', [{ saw: 0 }, { saw: 1 }, { saw: 2, pin: PIN }, { saw: 1 }], 2],
    ['the first version of all', [{ saw: 0, pin: PIN }, { saw: 0 }], 0],
    ['taken away', [{ saw: 0 }, { saw: 1, pin: PIN }, MARKER], 1],
    ['written over and taken away', [{ saw: 0 }, { saw: 1, pin: PIN }, { saw: 1 }, MARKER], 1],
    ['brought back, and written over again', [{ saw: 0 }, { saw: 1, pin: PIN, again: true }, { saw: 1 }], 1],
    [
      'a person’s newer word, over which an older pin was brought back',
      [{ saw: 0, pin: PIN }, { saw: 0 }, { saw: 2, pin: PIN }, { saw: 2, pin: PIN, again: true }, { saw: 2 }],
      2,
    ],
    ['the newer of two', [{ saw: 0 }, { saw: 1, pin: PIN }, { saw: 2, pin: PIN }, { saw: 1 }], 2],
  ])('%s', async (_, steps, at) => {
    const world = aliasWorld('Enabled');
    const { task, current } = await after(world, steps);
    expect(await world.run(findLostPin(task, current))).toMatchObject({ target: key(`1.0.${at}`) });
  });
});

describe('no pin is lost', () => {
  test.each<readonly [string, readonly (Step | typeof MARKER)[]]>([
    ['where there never was one', [{ saw: 0 }, { saw: 1 }, { saw: 1 }]],
    ['which was lifted by who had seen it', [{ saw: 0 }, { saw: 1, pin: PIN }, { saw: 2, lifts: true }]],
    [
      'and then a writer that had not seen it wrote',
      [{ saw: 0 }, { saw: 1, pin: PIN }, { saw: 2, lifts: true }, { saw: 1 }],
    ],
    [
      'lifted at the same time as another wrote',
      [{ saw: 0 }, { saw: 1, pin: PIN }, { saw: 1 }, { saw: 2, lifts: true }],
    ],
    ['lifted by who had not seen it', [{ saw: 0 }, { saw: 1, pin: PIN }, { saw: 1, lifts: true }]],
    [
      'that was brought back over what lifted it',
      [{ saw: 0, pin: PIN }, { saw: 0 }, { saw: 2, lifts: true }, { saw: 2, pin: PIN, again: true }, { saw: 3 }],
    ],
    [
      'although the version that removed it is older than the versions that were read',
      [
        ...[{ saw: 0, pin: PIN }, { saw: 0 }, { saw: 2, lifts: true } as const, { saw: 3 }],
        ...[{ saw: 2, pin: PIN, again: true } as const, { saw: 4 }],
      ],
    ],
    ['that has ended', [{ saw: 0 }, { saw: 1, pin: { reason: 'r', until: 1 } }, { saw: 1 }]],
    ['long ago', [{ saw: 0, pin: PIN }, { saw: 1 }, { saw: 2 }, { saw: 2 }]],
    ['lifted, then taken away', [{ saw: 0, pin: PIN }, { saw: 1, lifts: true }, MARKER]],
  ])('%s', async (_, steps) => {
    const world = aliasWorld('Enabled');
    const { task, current } = await after(world, steps);
    expect(await world.run(findLostPin(task, current))).toBeUndefined();
  });
});
