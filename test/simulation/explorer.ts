import { advance } from '../../src/aliases/advance.ts';
import type { AliasTask } from '../../src/aliases/alias-task.ts';
import type { Outcome } from '../../src/aliases/outcome.ts';
import type { Protocol } from '../../src/aliases/protocol.ts';
import { settle } from '../../src/aliases/settle.ts';
import type { StoreRequest } from '../../src/stores/store-request.ts';
import type { StoreResponse } from '../../src/stores/store-response.ts';
import type { Happening, World, WorldState } from './world.ts';

/**
 * Walks every interleaving of a small world against the shipped protocol and the shipped bucket engine: the user's
 * operations in their order, each raising one event; events delivered in any order, some twice; several handlers at
 * once, whose requests are answered one by one in any order; handlers that die between two answers, whose event is then
 * delivered again. A world is right if, wherever nothing is left to do, the alias is what the listing says.
 */
export interface Budget {
  readonly handlers: number;
  readonly duplicates: number;
  readonly crashes: number;
  /** Give up (verdict `cut`) after so many states. */
  readonly limit?: number;
}

export interface Verdict {
  readonly verdict: 'right' | 'wrong' | 'cut';
  readonly states: number;
  /** How the first wrong ending came about, and what was wrong. */
  readonly trace: readonly string[];
}

/** How a handler deals with an event. Tests of the explorer put broken ones here. */
export type Handler = (task: AliasTask, key: string) => Protocol<Outcome>;

export const SHIPPED: Readonly<Record<'advance' | 'settle', Handler>> = {
  advance,
  settle: (task) => settle(task),
};

/** A handler at work: the rounds that it has had answers to, and the answers of the round under way. */
interface Running {
  readonly event: Happening;
  readonly answered: readonly (readonly StoreResponse[])[];
  readonly partial: readonly (StoreResponse | undefined)[];
  readonly digest: string;
}

interface State {
  readonly world: WorldState;
  readonly done: number;
  readonly events: readonly Happening[];
  readonly running: readonly Running[];
  readonly duplicates: number;
  readonly crashes: number;
  readonly before: State | undefined;
  readonly step: string;
}

export const explore = (world: World, handler: Handler, budget: Budget): Verdict => {
  const asked = new Map<string, readonly StoreRequest[] | 'done' | 'gave up'>();
  const seen = new Set<string>();
  const open: State[] = [
    { world: world.start(), done: 0, events: [], running: [], ...pick(budget), before: undefined, step: 'start' },
  ];

  /** What a handler asks next, found by running it again over the answers that it had. */
  const asks = (running: Running): readonly StoreRequest[] | 'done' | 'gave up' => {
    const known = asked.get(running.digest);
    if (known !== undefined) return known;
    const now = replay(handler(world.task(running.event), running.event.key), running.answered);
    asked.set(running.digest, now);
    return now;
  };

  let states = 0;
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (++states > (budget.limit ?? Number.POSITIVE_INFINITY)) return { verdict: 'cut', states, trace: [] };
    const nexts = [...userSteps(world, state), ...deliveries(state, budget), ...handlerSteps(world, state, asks)];
    if (nexts.length === 0) {
      const wrong = world.wrong(state.world);
      if (wrong !== undefined) return { verdict: 'wrong', states, trace: [...traceOf(state), wrong] };
    }
    for (const next of nexts) {
      const digest = digestOf(world, next);
      if (seen.has(digest)) continue;
      seen.add(digest);
      open.push(next);
    }
  }
  return { verdict: 'right', states, trace: [] };
};

const pick = ({ duplicates, crashes }: Budget) => ({ duplicates, crashes });

const userSteps = (world: World, state: State): readonly State[] => {
  const operation = world.operations[state.done];
  if (operation === undefined) return [];
  const { after, happening } = world.perform(state.world, state.done);
  return [
    {
      ...state,
      world: after,
      done: state.done + 1,
      events: happening === undefined ? state.events : [...state.events, happening],
      before: state,
      step: `user: ${operation.name}`,
    },
  ];
};

const deliveries = (state: State, budget: Budget): readonly State[] => {
  if (state.running.length >= budget.handlers) return [];
  return state.events.flatMap((event, i) => {
    if (state.events.findIndex((other) => same(other, event)) !== i) return [];
    const running = [...state.running, begin(event)];
    const once = { ...state, running, events: state.events.toSpliced(i, 1), before: state, step: `deliver ${show(event)}` };
    if (state.duplicates === 0) return [once];
    return [
      once,
      { ...state, running, duplicates: state.duplicates - 1, before: state, step: `deliver ${show(event)}, and once more later` },
    ];
  });
};

const handlerSteps = (
  world: World,
  state: State,
  asks: (running: Running) => readonly StoreRequest[] | 'done' | 'gave up',
): readonly State[] =>
  state.running.flatMap((running, i) => {
    const requests = asks(running);
    const others = state.running.toSpliced(i, 1);
    if (requests === 'done') return [{ ...state, running: others, before: state, step: `${show(running.event)} ends` }];
    const again = { ...state, running: others, events: [...state.events, running.event], before: state };
    if (requests === 'gave up') return [{ ...again, step: `${show(running.event)} gives up` }];
    const died =
      state.crashes === 0 ? [] : [{ ...again, crashes: state.crashes - 1, step: `${show(running.event)} dies` }];
    const answers = requests.flatMap((request, at) => {
      if (running.partial[at] !== undefined) return [];
      const { after, answer } = world.answer(state.world, request);
      const next = receive(running, requests.length, at, answer);
      return [
        {
          ...state,
          world: after,
          running: state.running.with(i, next),
          before: state,
          step: `${show(running.event)}: ${request.operation} ${'key' in request ? request.key : (request as { prefix?: string }).prefix}`,
        },
      ];
    });
    return [...died, ...answers];
  });

const begin = (event: Happening): Running => ({ event, answered: [], partial: [], digest: show(event) });

const receive = (running: Running, expected: number, at: number, answer: StoreResponse): Running => {
  const partial: (StoreResponse | undefined)[] = Array.from({ length: expected }, (_, i) =>
    i === at ? answer : running.partial[i],
  );
  if (partial.some((one) => one === undefined)) return { ...running, partial };
  const round = partial as StoreResponse[];
  const answered = [...running.answered, round];
  return { event: running.event, answered, partial: [], digest: `${running.digest}\n${JSON.stringify(round)}` };
};

const replay = (
  protocol: Protocol<Outcome>,
  answered: readonly (readonly StoreResponse[])[],
): readonly StoreRequest[] | 'done' | 'gave up' => {
  try {
    let step = protocol.next();
    for (const round of answered) {
      if (step.done) throw new TypeError('a handler was answered after its end');
      step = protocol.next(round);
    }
    return step.done ? 'done' : step.value;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'alias-unsettled') return 'gave up';
    throw error;
  }
};

const digestOf = (world: World, state: State): string => {
  const running = state.running.map(({ digest, partial }) => `${digest}|${JSON.stringify(partial)}`).sort();
  const text = [
    state.done,
    state.duplicates,
    state.crashes,
    world.digest(state.world),
    state.events.map(show).sort().join(';'),
    running.join('\n--\n'),
  ].join('\n==\n');
  return world.canonical(state.world, text);
};

const same = (a: Happening, b: Happening): boolean => a.key === b.key && a.event === b.event;
const show = ({ event, key }: Happening): string => `${event} ${key}`;

const traceOf = (state: State): readonly string[] => {
  const steps: string[] = [];
  for (let at: State | undefined = state; at !== undefined; at = at.before) steps.push(at.step);
  return steps.reverse();
};
