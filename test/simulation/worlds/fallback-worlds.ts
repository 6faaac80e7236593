import type { Layout, See, WorldFacts } from '../world/layout.ts';
import type { Operation } from '../world/operation.ts';
import { del, delKey, put, putKey, sweptAtOnce } from '../world/operations.ts';
import { ALIAS, candidate, singleRules } from '../world/single-alias.ts';
import type { WorldOptions } from '../world/world.ts';
import { wrongTarget } from '../world/wrong-target.ts';
import type { SpecialWorld } from './worlds.ts';

const FALLBACK = 'f';
const ruleSet = singleRules(`onDelete: { fallback: ${FALLBACK} }`);

/** The same operation without an event: the key is not a candidate of any rule. */
export function silently({ name, do: act }: Operation): Operation {
  return {
    name,
    do: (store, nth) => {
      act(store, nth);
      return [];
    },
  };
}

const fallback = silently(putKey(FALLBACK, FALLBACK));
const deleteFallback = silently(delKey(FALLBACK, FALLBACK));
const SWEPT = sweptAtOnce(ruleSet);

/**
 * The alias should point at the greatest candidate. If there is none and the alias ever existed, it should point at the
 * fallback.
 */
function wrong(see: See, { operations }: WorldFacts): string | undefined {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const numbers = objects.flatMap(({ key, type }) => (type === 'Symlink' ? [] : [Number(key.split('/')[1])]));
  if (numbers.length > 0) return wrongTarget(see, ALIAS, candidate(Math.max(...numbers)));
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  if (see({ operation: 'HeadObject', key: FALLBACK }).found !== 'object') {
    // Until the fallback exists, the alias stays as it is.
    return link.found === 'none' && operations.includes(SWEPT)
      ? `${ALIAS} is missing, but its rule has a fallback`
      : undefined;
  }
  const wasThere = operations.includes(SWEPT) || (link.found === 'none' && link.deleteMarker);
  const mayBeMissing = link.found === 'none' && !(operations[0] === fallback && wasThere);
  return mayBeMissing ? undefined : wrongTarget(see, ALIAS, FALLBACK);
}

const FALLBACKS: Layout = { ruleSet, aliases: [ALIAS], wrong };
const ALL = ['Enabled', 'Never', 'Suspended'] as const;

function worlds(all: Readonly<Record<string, readonly Operation[]>>, options: WorldOptions) {
  return Object.entries(all).map(
    ([name, operations]): SpecialWorld => ({ name: `fallback: ${name}`, states: ALL, operations, options }),
  );
}

/** An alias that had a candidate shows the fallback when none is left. */
export const FALLBACK_WORLDS: readonly SpecialWorld[] = [
  ...worlds(
    {
      'uploaded and deleted': [fallback, put(1), del(1)],
      'the only candidate is deleted': [fallback, put(1), SWEPT, del(1)],
      'the greater is deleted': [fallback, put(1), put(2), SWEPT, del(2)],
      'both are deleted': [fallback, put(1), put(2), SWEPT, del(2), del(1)],
      'the only candidate is deleted and uploaded again': [fallback, put(1), SWEPT, del(1), put(1)],
      'another is uploaded while the alias falls back': [fallback, put(2), SWEPT, del(2), put(1)],
      'the fallback does not exist': [put(1), SWEPT, del(1)],
      'the fallback does not exist, and another candidate is uploaded': [put(2), SWEPT, del(2), put(1)],
    },
    { layout: FALLBACKS },
  ),
  ...worlds(
    {
      'the fallback is uploaded too late': [put(1), SWEPT, del(1), fallback],
      'the fallback is deleted': [fallback, put(1), SWEPT, del(1), deleteFallback],
      'the fallback is deleted and uploaded again': [fallback, put(1), SWEPT, del(1), deleteFallback, fallback],
      'the fallback is uploaded again': [fallback, put(1), SWEPT, del(1), fallback],
    },
    { layout: FALLBACKS, sweep: true },
  ),
];
