import type { Store } from '../../../../src/stores/store.ts';
import { StoreError } from '../../../../src/stores/store-error.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { ResponseTo, StoreResponse } from '../../../../src/stores/store-response.ts';
import { type Random, seededRandom } from '../../../rules/seeded-random.ts';
import type { Plan } from '../plan/plan.ts';
import type { Simulation } from '../simulation.ts';

/** The state objects of a world. They are apart from the bucket, so that the oracle does not see them. */
interface StateObjects {
  readonly random: Random;
  /** By key, every text that was written, latest last. */
  readonly texts: Map<string, string[]>;
}

const states = new WeakMap<Simulation, StateObjects>();

function statesOf(simulation: Simulation): StateObjects {
  const known = states.get(simulation) ?? { random: seededRandom(simulation.plan.schedule + 1), texts: new Map() };
  states.set(simulation, known);
  return known;
}

/** A store whose state objects get lost, damaged, or replaced by older ones. */
export function withStateObjects(simulation: Simulation, store: Store): Store {
  if (simulation.plan.facts !== true) return store;
  return {
    ...store,
    send: <R extends StoreRequest>(request: R): Promise<ResponseTo<R>> =>
      'key' in request && request.key.startsWith('.autoalias/')
        ? (later(simulation, () => answer(simulation, request)) as Promise<ResponseTo<R>>)
        : store.send(request),
  };
}

function later(simulation: Simulation, work: () => StoreResponse): Promise<StoreResponse> {
  return new Promise((resolve, reject) => {
    simulation.loop.post(statesOf(simulation).random.below(300), () => {
      simulation.stirred = true;
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    });
  });
}

function answer(simulation: Simulation, request: StoreRequest & { readonly key: string }): StoreResponse {
  const { random, texts } = statesOf(simulation);
  const all = texts.get(request.key) ?? [];
  const chance = random.below(10);
  if (request.operation === 'PutObject') {
    if (chance === 0) throw unavailable(simulation, request);
    texts.set(request.key, [...all, new TextDecoder().decode(request.body as Uint8Array)]);
    return { written: true };
  }
  if (chance === 1) throw unavailable(simulation, request);
  const text = chance < 4 && all.length > 0 ? all[random.below(all.length)] : all.at(-1);
  if (text === undefined || chance === 4) return { found: 'none', deleteMarker: false };
  return { found: 'object', text: chance === 5 ? text.slice(0, random.below(text.length)) : text };
}

function unavailable(
  { store: { bucket } }: Simulation,
  { operation, key }: { operation: string; key: string },
): StoreError {
  const details = { operation, bucket, key, status: 503, storeCode: 'ServiceUnavailable', attempts: 3 };
  return new StoreError(`${operation} of ${key}: 503`, details);
}

/** How far the clocks of the servers of a store can be behind, in milliseconds. */
const MOST_LAG = 5000;

/**
 * The most that a server's clock is behind in a world. Minimum ages are exact to the millisecond, so their worlds have one
 * clock.
 */
export function mostLag({ facts, rules }: Plan): number {
  const hasAge = JSON.stringify(rules).includes('minimumAge');
  return facts !== true || hasAge ? 0 : MOST_LAG;
}

/** How far the clock of the server that answers is behind, in milliseconds. The servers of a store have clocks of their own. */
export function serverLag(plan: Plan): () => number {
  const most = mostLag(plan);
  if (most === 0) return () => 0;
  const random = seededRandom(plan.schedule + 2);
  return () => random.below(most);
}
