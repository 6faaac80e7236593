import type { Random } from '../../../rules/seeded-random.ts';
import type { Operation } from './plan.ts';
import type { RuleSpec } from './rule-spec.ts';

type Bursts = readonly (readonly Operation[])[];
type Rules = readonly RuleSpec[];

/** In some rules, archived objects are candidates. */
export function allowArchives(random: Random, rules: Rules): Rules {
  return rules.map((rule) => (random.below(4) === 0 ? { ...rule, archived: random.pick(['allow', 'skip']) } : rule));
}

/**
 * Gives some uploads a storage class, and inserts operations that archive an object, restore it, and let time pass until it
 * can be read and until it is archived again.
 *
 * @param calm each operation becomes a burst of its own.
 */
export function addArchives(
  random: Random,
  given: Bursts,
  keys: readonly [string, ...string[]],
  calm: boolean,
): Bursts {
  let bursts = given.map((burst) => burst.map((operation) => withClass(random, operation)));
  const uploaded = bursts.flat().flatMap((operation) => (operation.do === 'upload' ? [operation.key] : []));
  for (let left = 1 + random.below(3); left > 0; left--) {
    const key = random.pick(uploaded.length === 0 ? keys : (uploaded as [string, ...string[]]));
    bursts = insertInOrder(random, bursts, stagesOf(random, key), calm);
  }
  return bursts;
}

const ARCHIVES = ['Archive', 'ColdArchive', 'DeepColdArchive'] as const;

function withClass(random: Random, operation: Operation): Operation {
  if (operation.do !== 'upload' || random.below(4) > 0) return operation;
  return { ...operation, storageClass: random.pick(['IA', ...ARCHIVES]) };
}

/** Milliseconds: longer than each restoration takes, and longer than a restoration lasts. */
const UNTIL_READY = { Archive: 61_000, ColdArchive: 3_700_000, DeepColdArchive: 43_300_000 } as const;
const UNTIL_EXPIRED = 90_000_000;

function stagesOf(random: Random, key: string): readonly Operation[] {
  const storageClass = random.pick(ARCHIVES);
  const stages: readonly Operation[] = [
    random.pick<Operation>([
      { do: 'upload', key, body: 0, storageClass },
      { do: 'archive', key, storageClass },
      { do: 'move-class', key, storageClass },
    ]),
    { do: 'restore', key },
    { do: 'wait', by: UNTIL_READY[storageClass] },
    { do: 'wait', by: UNTIL_EXPIRED },
  ];
  return stages.slice(0, random.pick([1, 3, 3, 4]));
}

/** Inserts operations at random places, in their order. */
function insertInOrder(random: Random, bursts: Bursts, operations: readonly Operation[], calm: boolean): Operation[][] {
  const changed = bursts.map((burst) => [...burst]);
  let at = 0;
  let from = 0;
  for (const operation of operations) {
    const next = at + random.below(changed.length - at + (calm ? 1 : 0));
    if (next > at) from = 0;
    at = next;
    const burst = changed[at];
    if (calm || burst === undefined) {
      changed.splice(at, 0, [operation]);
      at++;
      continue;
    }
    const place = from + random.below(burst.length - from + 1);
    burst.splice(place, 0, operation);
    from = place + 1;
  }
  return changed;
}
