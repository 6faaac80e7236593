import type { SetReader, StepBudget } from './alphabet.ts';
import type { Language } from './language.ts';

/** A transition from one state to another, for some characters. */
interface Transition {
  /** For each character of the alphabet, whether the transition accepts it. */
  readonly accepts: readonly boolean[];
  readonly to: number;
}

/** A nondeterministic automaton that accepts the texts of a language. States are numbered from 0. */
export interface Automaton {
  /** For each state, the states that can be reached without a character. */
  readonly free: readonly (readonly number[])[];
  /** The transitions from each state. */
  readonly steps: readonly (readonly Transition[])[];
  readonly start: number;
  readonly end: number;
}

/** An automaton under construction. */
interface AutomatonBuilder {
  readonly free: number[][];
  readonly steps: Transition[][];
  readonly characters: readonly string[];
  readonly setContains: SetReader;
  /** The maximum number of states. */
  readonly mostStates: number;
}

/** The start and end state of a part of the automaton. */
interface Fragment {
  readonly start: number;
  readonly end: number;
}

/** The maximum number of states. Only nested repetitions need more, and a search of them would take seconds. */
const MOST_STATES = 6_000;

/**
 * The maximum number of states times characters. Each state can have a transition for each character of the alphabet, so
 * this limits long texts in many scripts.
 */
const MOST_CELLS = 600_000;

/** Builds the automaton of a language. Returns undefined if it would be too large. Uses steps of the budget. */
export function automatonOf(
  language: Language,
  characters: readonly string[],
  setContains: SetReader,
  budget: StepBudget,
): Automaton | undefined {
  const mostStates = Math.min(MOST_STATES, MOST_CELLS / characters.length);
  const builder: AutomatonBuilder = { free: [], steps: [], characters, setContains, mostStates };
  const { start, end } = build(builder, language);
  const { free, steps } = builder;
  budget.left -= free.length * characters.length;
  return isFull(builder) ? undefined : { free, steps, start, end };
}

function isFull({ free, mostStates }: AutomatonBuilder): boolean {
  return free.length > mostStates;
}

/** Adds a state. Returns its number. */
function addState({ free, steps }: AutomatonBuilder): number {
  steps.push([]);
  return free.push([]) - 1;
}

/** Adds a transition without a character. */
function link({ free }: AutomatonBuilder, from: number, to: number): void {
  free[from]?.push(to);
}

/** Adds the states and transitions of a language. */
function build(builder: AutomatonBuilder, language: Language): Fragment {
  const start = addState(builder);
  switch (language.kind) {
    case 'text':
      return { start, end: buildText(builder, start, language.text) };
    case 'set': {
      const end = addState(builder);
      builder.steps[start]?.push({
        accepts: builder.characters.map((one) => builder.setContains(language.source, one)),
        to: end,
      });
      return { start, end };
    }
    case 'sequence':
      return { start, end: language.items.reduce((end, item) => append(builder, end, item), start) };
    case 'either': {
      const end = addState(builder);
      for (const item of language.items) link(builder, append(builder, start, item), end);
      return { start, end };
    }
    case 'repeat':
      return { start, end: buildRepeat(builder, start, language) };
    case 'both':
      return buildBoth(builder, language.items);
  }
}

/** Appends a language to a state. Returns the end state of the language. */
function append(builder: AutomatonBuilder, from: number, language: Language): number {
  if (isFull(builder)) return from;
  const { start, end } = build(builder, language);
  link(builder, from, start);
  return end;
}

function buildText(builder: AutomatonBuilder, start: number, text: string): number {
  let end = start;
  for (const character of text) {
    if (isFull(builder)) break;
    const next = addState(builder);
    builder.steps[end]?.push({ accepts: builder.characters.map((one) => one === character), to: next });
    end = next;
  }
  return end;
}

function buildRepeat(
  builder: AutomatonBuilder,
  start: number,
  { item, least, most }: Language & { readonly kind: 'repeat' },
): number {
  let end = start;
  for (let i = 0; i < least && !isFull(builder); i++) end = append(builder, end, item);
  const last = addState(builder);
  link(builder, end, last);
  if (most === undefined) {
    link(builder, append(builder, last, item), last);
    return last;
  }
  for (let i = least; i < most && !isFull(builder); i++) {
    end = append(builder, end, item);
    link(builder, end, last);
  }
  return last;
}

/** Adds the intersection of two languages: the product of their automata, with a state for each reachable pair of states. */
function buildBoth(builder: AutomatonBuilder, [one, other]: readonly [Language, Language]): Fragment {
  const [a, b] = [build(builder, one), build(builder, other)];
  const pairs = new Map<string, number>();
  const open: (readonly [p: number, q: number, pair: number])[] = [];
  const pairOf = (p: number, q: number): number => {
    const name = `${p} ${q}`;
    const known = pairs.get(name);
    if (known !== undefined) return known;
    const pair = addState(builder);
    pairs.set(name, pair);
    open.push([p, q, pair]);
    return pair;
  };
  const start = pairOf(a.start, b.start);
  const end = pairOf(a.end, b.end);
  for (let next = open.pop(); next !== undefined && !isFull(builder); next = open.pop()) {
    const [p, q, pair] = next;
    for (const to of builder.free[p] ?? []) link(builder, pair, pairOf(to, q));
    for (const to of builder.free[q] ?? []) link(builder, pair, pairOf(p, to));
    for (const left of builder.steps[p] ?? []) {
      for (const right of builder.steps[q] ?? []) {
        const shared = left.accepts.map((isAccepted, i) => isAccepted && right.accepts[i] === true);
        if (shared.includes(true)) builder.steps[pair]?.push({ accepts: shared, to: pairOf(left.to, right.to) });
      }
    }
  }
  return { start, end };
}
