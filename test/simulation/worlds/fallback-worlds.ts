import type { About, Layout, See } from '../world/layout.ts';
import type { Operation } from '../world/operation.ts';
import { del, delKey, put, putKey, sweptAtOnce } from '../world/operations.ts';
import { ALIAS, candidate, singleRules } from '../world/single-alias.ts';
import type { WorldOptions } from '../world/world.ts';
import { wrongTarget } from '../world/wrong-target.ts';
import type { SpecialWorld } from './worlds.ts';

const FALLBACK = 'f';
const ruleSet = singleRules(`onDelete: { fallback: ${FALLBACK} }`);

/** Raises no event: the key is not a candidate of any rule. */
function silently({ name, do: act }: Operation): Operation {
  return {
    name,
    do: (store, nth) => {
      act(store, nth);
      return [];
    },
  };
}

const fallback = silently(putKey(FALLBACK, FALLBACK));
const fallbackGoes = silently(delKey(FALLBACK, FALLBACK));
const MADE = sweptAtOnce(ruleSet);

/** The alias should point at the greatest candidate; without one, at the fallback, if the alias ever existed. */
function wrong(see: See, { operations }: About): string | undefined {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const numbers = objects.flatMap(({ key, type }) => (type === 'Symlink' ? [] : [Number(key.split('/')[1])]));
  if (numbers.length > 0) return wrongTarget(see, ALIAS, candidate(Math.max(...numbers)));
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  if (see({ operation: 'HeadObject', key: FALLBACK }).found !== 'object') {
    // It dangles, and waits for the fallback.
    return link.found === 'none' && operations.includes(MADE)
      ? `${ALIAS} is gone, and its rule has a fallback`
      : undefined;
  }
  const wasThere = operations.includes(MADE) || (link.found === 'none' && link.deleteMarker);
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
      'up and away': [fallback, put(1), del(1)],
      'the only one goes': [fallback, put(1), MADE, del(1)],
      'the greater goes': [fallback, put(1), put(2), MADE, del(2)],
      'both go': [fallback, put(1), put(2), MADE, del(2), del(1)],
      'the only one goes, and comes back': [fallback, put(1), MADE, del(1), put(1)],
      'another comes while it falls back': [fallback, put(2), MADE, del(2), put(1)],
      'no fallback exists': [put(1), MADE, del(1)],
      'no fallback exists, and another candidate comes': [put(2), MADE, del(2), put(1)],
    },
    { layout: FALLBACKS },
  ),
  ...worlds(
    {
      'it comes too late': [put(1), MADE, del(1), fallback],
      'it goes itself': [fallback, put(1), MADE, del(1), fallbackGoes],
      'it goes, and comes again': [fallback, put(1), MADE, del(1), fallbackGoes, fallback],
      'it is written again': [fallback, put(1), MADE, del(1), fallback],
    },
    { layout: FALLBACKS, sweep: true },
  ),
];
