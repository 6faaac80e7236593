import { alphabetOf, createSetReader, type SetReader, type StepBudget } from './alphabet.ts';
import { type Automaton, automatonOf } from './automaton.ts';
import type { Language } from './language.ts';

/** Texts that lie in all of some languages and in none of others. */
export interface SearchQuery {
  readonly in: readonly Language[];
  readonly notIn?: readonly Language[];
  /** How many texts are wanted; 1 unless told. */
  readonly most?: number;
}

interface SearchResult {
  /** Shortest first, of readable characters where there is a choice. */
  readonly texts: readonly string[];
  /** Certain that there is none at all. */
  readonly isEmpty: boolean;
}

export type Search = (question: SearchQuery) => SearchResult;

/** How many places are looked at, and states of machines are gone through, before a search is given up without an answer. */
const MOST_PLACES = 20_000;
const MOST_WORK = 300_000;

/** The steps of asking, however little there is to search. */
const ASKING = 500;

/** A search that answers until the budget is spent, and then that it does not know. */
export function createSearch(
  budget: StepBudget = { left: Number.POSITIVE_INFINITY },
  takes: SetReader = createSetReader(),
): Search {
  return (question) => {
    budget.left -= ASKING;
    return budget.left > 0 ? search(question, takes, budget) : UNKNOWN;
  };
}

const UNKNOWN: SearchResult = { texts: [], isEmpty: false };

function search({ in: within, notIn = [], most = 1 }: SearchQuery, takes: SetReader, budget: StepBudget): SearchResult {
  const alphabet = alphabetOf([...within, ...notIn], takes, budget);
  if (alphabet === undefined) return UNKNOWN;
  const { characters, isExact } = alphabet;
  const machines: Machine[] = [];
  const work: SearchEffort = { done: 0, budget };
  for (const language of [...within, ...notIn]) {
    const automaton = automatonOf(language, characters, takes, budget);
    if (automaton === undefined || budget.left <= 0) return UNKNOWN;
    machines.push(createMachine(automaton, work));
  }
  const texts: string[] = [];
  const visits = new Map<string, number>();
  const places: SearchState[] = [];
  const visit = (states: readonly number[], from: SearchState | undefined, character: string): void => {
    // Nothing that begins so lies in all that it has to lie in.
    if (states.some((at, i) => i < within.length && machines[i]?.isDead(at))) return;
    const name = states.join(' ');
    const times = visits.get(name) ?? 0;
    if (times >= most) return;
    visits.set(name, times + 1);
    places.push({ states, from, character });
  };
  visit(
    machines.map(({ start }) => start),
    undefined,
    '',
  );
  let looked = 0;
  const isOver = () => looked >= MOST_PLACES || work.done >= MOST_WORK || budget.left <= 0 || texts.length >= most;
  for (; looked < places.length && !isOver(); looked++) {
    budget.left -= characters.length * machines.length;
    const place = places[looked];
    if (place === undefined) break;
    const { states } = place;
    if (states.every((at, i) => machines[i]?.isEnd(at) === i < within.length)) texts.push(textOf(place));
    for (const [i, character] of characters.entries()) {
      const next = states.map((at, machine) => machines[machine]?.step(at, i) ?? 0);
      visit(next, place, character);
    }
  }
  return { texts, isEmpty: texts.length === 0 && looked === places.length && isExact };
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

/** An automaton in one state at a time: each stands for the set of states that the automaton can be in. */
interface Machine {
  readonly start: number;
  step(at: number, character: number): number;
  isEnd(at: number): boolean;
  isDead(at: number): boolean;
}

/** States that all machines of a search went through. */
interface SearchEffort {
  done: number;
  readonly budget: StepBudget;
}

function createMachine(automaton: Automaton, work: SearchEffort): Machine {
  const names = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  const known: (number | undefined)[][] = [];
  const stateOf = (states: readonly number[]): number => {
    const set = closure(automaton, states);
    work.done += set.length;
    work.budget.left -= set.length;
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
      (automaton.steps[state] ?? []).filter(({ on }) => on[character]).map(({ to }) => to),
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

/** Every state that can be reached without a character, in order. */
function closure({ free }: Automaton, states: readonly number[]): readonly number[] {
  const reached = new Set(states);
  // A set is walked in the order of its growth, so what is added here is visited too.
  for (const state of reached) for (const next of free[state] ?? []) reached.add(next);
  return [...reached].sort((a, b) => a - b);
}
