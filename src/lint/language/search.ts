import { alphabetOf, createSetReader, type SetReader, type StepBudget } from './alphabet.ts';
import { type Automaton, automatonOf } from './automaton.ts';
import { type Language, startOf } from './language.ts';

/** A search for texts that are in all languages of `in` and in none of `notIn`. */
export interface SearchQuery {
  readonly in: readonly Language[];
  readonly notIn?: readonly Language[];
  /** The maximum number of texts in the result. Default: 1. */
  readonly most?: number;
}

interface SearchResult {
  /** The texts that were found. The shortest come first. They use readable characters if possible. */
  readonly texts: readonly string[];
  /** Whether it is certain that no such text exists. */
  readonly isEmpty: boolean;
}

/** Runs a search. */
export type Search = (query: SearchQuery) => SearchResult;

/** How many combined states a search visits. If it needs more, its result is unknown. */
const MOST_STATES = 20_000;
/** How many states of single automata a search visits. If it needs more, its result is unknown. */
const MOST_WORK = 300_000;

/** The minimum number of steps of a search. */
const STEPS_PER_SEARCH = 500;

/** Creates a search function. Once its budget is used up, every result is unknown. */
export function createSearch(
  budget: StepBudget = { left: Number.POSITIVE_INFINITY },
  setContains: SetReader = createSetReader(),
): Search {
  return (query) => {
    budget.left -= STEPS_PER_SEARCH;
    return budget.left > 0 ? search(query, setContains, budget) : UNKNOWN;
  };
}

const UNKNOWN: SearchResult = { texts: [], isEmpty: false };
const NOTHING: SearchResult = { texts: [], isEmpty: true };

/**
 * Searches breadth-first. Each search state combines one state of the machine of each language. A text is found when the
 * machines of `in` accept it and the machines of `notIn` do not.
 */
function search(
  { in: within, notIn: excluded = [], most = 1 }: SearchQuery,
  setContains: SetReader,
  budget: StepBudget,
): SearchResult {
  const starts = within.map(startOf);
  const start = starts.reduce((longest, one) => (one.length > longest.length ? one : longest), '');
  if (!starts.every((one) => start.startsWith(one))) return NOTHING;
  // A policy can have dozens of keys, and most of them begin with another text than an alias.
  const notIn = excluded.filter((language) => {
    const other = startOf(language);
    return start.startsWith(other) || other.startsWith(start);
  });
  const alphabet = alphabetOf([...within, ...notIn], setContains, budget);
  if (alphabet === undefined) return UNKNOWN;
  const { characters, isExact } = alphabet;
  const machines: Machine[] = [];
  const effort: SearchEffort = { done: 0, budget };
  for (const language of [...within, ...notIn]) {
    const automaton = automatonOf(language, characters, setContains, budget);
    if (automaton === undefined || budget.left <= 0) return UNKNOWN;
    machines.push(createMachine(automaton, effort));
  }
  const texts: string[] = [];
  const visits = new Map<string, number>();
  const reached: SearchState[] = [];
  const visit = (states: readonly number[], from: SearchState | undefined, character: string): void => {
    // No text with this beginning is in all languages of `in`.
    if (states.some((at, i) => i < within.length && machines[i]?.isDead(at))) return;
    // Each state is visited up to `most` times, because different texts can lead to it.
    const name = states.join(' ');
    const times = visits.get(name) ?? 0;
    if (times >= most) return;
    visits.set(name, times + 1);
    reached.push({ states, from, character });
  };
  visit(
    machines.map(({ start }) => start),
    undefined,
    '',
  );
  let visited = 0;
  const isOver = () => visited >= MOST_STATES || effort.done >= MOST_WORK || budget.left <= 0 || texts.length >= most;
  for (; visited < reached.length && !isOver(); visited++) {
    budget.left -= characters.length * machines.length;
    const current = reached[visited];
    if (current === undefined) break;
    const { states } = current;
    if (states.every((at, i) => machines[i]?.isEnd(at) === i < within.length)) texts.push(textOf(current));
    for (const [i, character] of characters.entries()) {
      const next = states.map((at, machine) => machines[machine]?.step(at, i) ?? 0);
      visit(next, current, character);
    }
  }
  return { texts, isEmpty: texts.length === 0 && visited === reached.length && isExact };
}

/** A state of a search, and how the search reached it. */
interface SearchState {
  /** The state of the machine of each language. */
  readonly states: readonly number[];
  readonly from: SearchState | undefined;
  /** The character that leads here from `from`. */
  readonly character: string;
}

/** The text that leads to a state. */
function textOf(state: SearchState): string {
  let text = '';
  for (let at: SearchState | undefined = state; at !== undefined; at = at.from) text = at.character + text;
  return text;
}

/** An automaton that is made deterministic on demand. Each state represents a set of states of the automaton. */
interface Machine {
  readonly start: number;
  /** The state after a character, which is an index in the alphabet. */
  step(at: number, character: number): number;
  /** Whether the text that leads to a state is in the language. */
  isEnd(at: number): boolean;
  /** Whether no further text from a state on is in the language. */
  isDead(at: number): boolean;
}

/** The work of one search. */
interface SearchEffort {
  /** The number of automaton states that the search has visited. */
  done: number;
  readonly budget: StepBudget;
}

function createMachine(automaton: Automaton, effort: SearchEffort): Machine {
  const names = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  const nextStates: (number | undefined)[][] = [];
  const stateOf = (states: readonly number[]): number => {
    const set = closure(automaton, states);
    effort.done += set.length;
    effort.budget.left -= set.length;
    const name = set.join(' ');
    const found = names.get(name);
    if (found !== undefined) return found;
    names.set(name, sets.length);
    nextStates.push([]);
    return sets.push(set) - 1;
  };
  const step = (at: number, character: number): number => {
    const cached = nextStates[at]?.[character];
    if (cached !== undefined) return cached;
    const next = (sets[at] ?? []).flatMap((state) =>
      (automaton.steps[state] ?? []).filter(({ accepts }) => accepts[character]).map(({ to }) => to),
    );
    const found = stateOf(next);
    const row = nextStates[at];
    if (row !== undefined) row[character] = found;
    return found;
  };
  return {
    start: stateOf([automaton.start]),
    step,
    isEnd: (at) => sets[at]?.includes(automaton.end) === true,
    isDead: (at) => sets[at]?.length === 0,
  };
}

/** All states that can be reached from some states without a character, sorted. */
function closure({ free }: Automaton, states: readonly number[]): readonly number[] {
  const reached = new Set(states);
  // The iteration of a set includes elements that are added during the iteration.
  for (const state of reached) for (const next of free[state] ?? []) reached.add(next);
  return [...reached].sort((a, b) => a - b);
}
