import type { SetReader, StepBudget } from './alphabet.ts';
import type { Language } from './language.ts';

interface Transition {
  /** By the alphabet's place of a character: whether it may be taken. */
  readonly on: readonly boolean[];
  readonly to: number;
}

/** A machine that reads the texts of a language, in several states at once. */
export interface Automaton {
  readonly free: readonly (readonly number[])[];
  readonly steps: readonly (readonly Transition[])[];
  readonly start: number;
  readonly end: number;
}

interface AutomatonBuilder {
  readonly free: number[][];
  readonly steps: Transition[][];
  readonly characters: readonly string[];
  readonly takes: SetReader;
  /** How many states it may have. */
  readonly most: number;
}

interface Fragment {
  readonly start: number;
  readonly end: number;
}

/** Beyond it is what only a repetition of repetitions makes, and searching it would take seconds. */
const MOST_STATES = 6_000;

/** Each state has a step by every character of the alphabet, so a long text in many scripts is too large as well. */
const MOST_CELLS = 600_000;

/** The machine over an alphabet, or undefined where it would be too large. Counts its steps. */
export function automatonOf(
  language: Language,
  characters: readonly string[],
  takes: SetReader,
  budget: StepBudget,
): Automaton | undefined {
  const most = Math.min(MOST_STATES, MOST_CELLS / characters.length);
  const building: AutomatonBuilder = { free: [], steps: [], characters, takes, most };
  const ends = build(building, language);
  budget.left -= building.free.length * characters.length;
  return isFull(building) ? undefined : { free: building.free, steps: building.steps, ...ends };
}

function isFull({ free, most }: AutomatonBuilder): boolean {
  return free.length > most;
}

function state({ free, steps }: AutomatonBuilder): number {
  steps.push([]);
  return free.push([]) - 1;
}

function link({ free }: AutomatonBuilder, from: number, to: number): void {
  free[from]?.push(to);
}

function build(on: AutomatonBuilder, language: Language): Fragment {
  const start = state(on);
  switch (language.kind) {
    case 'text':
      return { start, end: buildText(on, start, language.text) };
    case 'set': {
      const end = state(on);
      on.steps[start]?.push({ on: on.characters.map((one) => on.takes(language.source, one)), to: end });
      return { start, end };
    }
    case 'sequence':
      return { start, end: language.items.reduce((end, item) => after(on, end, item), start) };
    case 'either': {
      const end = state(on);
      for (const item of language.items) link(on, after(on, start, item), end);
      return { start, end };
    }
    case 'repeat':
      return { start, end: buildRepeat(on, start, language) };
    case 'both':
      return buildBoth(on, language.items);
  }
}

/** A language behind a state; its own end. */
function after(on: AutomatonBuilder, from: number, language: Language): number {
  if (isFull(on)) return from;
  const { start, end } = build(on, language);
  link(on, from, start);
  return end;
}

function buildText(on: AutomatonBuilder, start: number, text: string): number {
  let end = start;
  for (const character of text) {
    if (isFull(on)) break;
    const next = state(on);
    on.steps[end]?.push({ on: on.characters.map((one) => one === character), to: next });
    end = next;
  }
  return end;
}

function buildRepeat(
  on: AutomatonBuilder,
  start: number,
  { item, least, most }: Language & { readonly kind: 'repeat' },
): number {
  let end = start;
  for (let i = 0; i < least && !isFull(on); i++) end = after(on, end, item);
  const last = state(on);
  link(on, end, last);
  if (most === undefined) {
    link(on, after(on, last, item), last);
    return last;
  }
  for (let i = least; i < most && !isFull(on); i++) {
    end = after(on, end, item);
    link(on, end, last);
  }
  return last;
}

/** Both machines side by side, a state for each pair that can be reached. */
function buildBoth(on: AutomatonBuilder, [one, other]: readonly [Language, Language]): Fragment {
  const [a, b] = [build(on, one), build(on, other)];
  const pairs = new Map<string, number>();
  const open: (readonly [p: number, q: number, pair: number])[] = [];
  const pairOf = (p: number, q: number): number => {
    const name = `${p} ${q}`;
    const known = pairs.get(name);
    if (known !== undefined) return known;
    const made = state(on);
    pairs.set(name, made);
    open.push([p, q, made]);
    return made;
  };
  const start = pairOf(a.start, b.start);
  const end = pairOf(a.end, b.end);
  for (let next = open.pop(); next !== undefined && !isFull(on); next = open.pop()) {
    const [p, q, pair] = next;
    for (const to of on.free[p] ?? []) link(on, pair, pairOf(to, q));
    for (const to of on.free[q] ?? []) link(on, pair, pairOf(p, to));
    for (const left of on.steps[p] ?? []) {
      for (const right of on.steps[q] ?? []) {
        const shared = left.on.map((taken, i) => taken && right.on[i] === true);
        if (shared.includes(true)) on.steps[pair]?.push({ on: shared, to: pairOf(left.to, right.to) });
      }
    }
  }
  return { start, end };
}
