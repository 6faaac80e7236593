import { alphabetOf, createSetReader, type SetReader, type StepBudget } from './alphabet.ts';
import { type Automaton, automatonOf } from './automaton.ts';
import type { Language } from './language.ts';

/** A search for texts that are in all languages of `in`, and in none of `notIn`. */
export interface SearchQuery {
  readonly in: readonly Language[];
  readonly notIn?: readonly Language[];
  /** The most texts to return. Default: 1. */
  readonly most?: number;
}

interface SearchResult {
  /** Shortest first, with readable characters if possible. */
  readonly texts: readonly string[];
  /** Whether it is certain that no such text exists. */
  readonly isEmpty: boolean;
}

export type Search = (question: SearchQuery) => SearchResult;

/** Limits of one search: combined states, and states of single automata. Beyond them, the result is unknown. */
const MOST_STATES = 20_000;
const MOST_WORK = 300_000;

/** The steps that each search takes at least. */
const STEPS_PER_SEARCH = 500;

/** Creates a search. When the budget is used up, every result is unknown. */
export function createSearch(
  budget: StepBudget = { left: Number.POSITIVE_INFINITY },
  takes: SetReader = createSetReader(),
): Search {
  return (query) => {
    budget.left -= STEPS_PER_SEARCH;
    return budget.left > 0 ? search(query, takes, budget) : UNKNOWN;
  };
}

const UNKNOWN: SearchResult = { texts: [], isEmpty: false };

function search({ in: within, notIn = [], most = 1 }: SearchQuery, takes: SetReader, budget: StepBudget): SearchResult {
  const alphabet = alphabetOf([...within, ...notIn], takes, budget);
  if (alphabet === undefined) return UNKNOWN;
  const { characters, isExact } = alphabet;
  const machines: Machine[] = [];
  const effort: SearchEffort = { done: 0, budget };
  for (const language of [...within, ...notIn]) {
    const automaton = automatonOf(language, characters, takes, budget);
    if (automaton === undefined || budget.left <= 0) return UNKNOWN;
    machines.push(createMachine(automaton, effort));
  }
  const texts: string[] = [];
  const visits = new Map<string, number>();
  const reached: SearchState[] = [];
  const visit = (states: readonly number[], from: SearchState | undefined, character: string): void => {
    // No text with this beginning is in all of the required languages.
    if (states.some((at, i) => i < within.length && machines[i]?.isDead(at))) return;
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
    const place = reached[visited];
    if (place === undefined) break;
    const { states } = place;
    if (states.every((at, i) => machines[i]?.isEnd(at) === i < within.length)) texts.push(textOf(place));
    for (const [i, character] of characters.entries()) {
      const next = states.map((at, machine) => machines[machine]?.step(at, i) ?? 0);
      visit(next, place, character);
    }
  }
  return { texts, isEmpty: texts.length === 0 && visited === reached.length && isExact };
}

interface SearchState {
  readonly states: readonly number[];
  readonly from: SearchState | undefined;
  readonly character: string;
}

function textOf(place: SearchState): string {
  let text = '';
  for (let at: SearchState | undefined = place; at !== undefined; at = at.from) text = at.character + text;
  return text;
}

/** An automaton made deterministic on demand. Each state stands for a set of states of the automaton. */
interface Machine {
  readonly start: number;
  step(at: number, character: number): number;
  isEnd(at: number): boolean;
  isDead(at: number): boolean;
}

/** The number of automaton states that a search has visited. */
interface SearchEffort {
  done: number;
  readonly budget: StepBudget;
}

function createMachine(automaton: Automaton, effort: SearchEffort): Machine {
  const names = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  const known: (number | undefined)[][] = [];
  const stateOf = (states: readonly number[]): number => {
    const set = closure(automaton, states);
    effort.done += set.length;
    effort.budget.left -= set.length;
    const name = set.join(' ');
    const found = names.get(name);
    if (found !== undefined) return found;
    names.set(name, sets.length);
    known.push([]);
    return sets.push(set) - 1;
  };
  const step = (at: number, character: number): number => {
    const before = known[at]?.[character];
    if (before !== undefined) return before;
    const next = (sets[at] ?? []).flatMap((state) =>
      (automaton.steps[state] ?? []).filter(({ accepts }) => accepts[character]).map(({ to }) => to),
    );
    const found = stateOf(next);
    const row = known[at];
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

/** All states that can be reached without a character, sorted. */
function closure({ free }: Automaton, states: readonly number[]): readonly number[] {
  const reached = new Set(states);
  // Iterating a set includes the elements that are added meanwhile.
  for (const state of reached) for (const next of free[state] ?? []) reached.add(next);
  return [...reached].sort((a, b) => a - b);
}
