import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';

/**
 * What still affects the future of a handler. Most earlier answers no longer matter: at the start of a round of
 * `reconcile`, only the round and its own last write do; before a write, only the write does. Handlers with equal memory
 * have the same future, so the explorer walks them once. {@link createMergeCheck} verifies that against the code.
 */
export interface Memory {
  readonly phase: 'begin' | 'open' | 'alive' | 'reconcile' | 'look' | 'write' | 'pin' | 'list' | 'step';
  /** What is kept from before this phase. */
  readonly text: string;
  /** The answers since then, by round. */
  readonly since: readonly string[];
  readonly reconciling: boolean;
  /** `applyChange`: how often it started. `reconcile` and `pinAlias`: 1 in the first round, 2 in later ones. */
  readonly rounds: number;
  /** The alias version of its last write. */
  readonly wrote: string;
  /** `reconcileRelease`: the listing of this round, whether the round wrote, and the last answer for each alias. */
  readonly listed: string;
  readonly hasWritten: boolean;
  readonly read: ReadonlyMap<string, string>;
  /** The aliases whose answers are pending. */
  readonly asked: readonly string[];
  /** Whether objects may be too young; then more of a listing matters than its winner. */
  readonly isAging: boolean;
}

/** A handler that has just started. */
export const ALL_OF_IT: Memory = {
  phase: 'begin',
  text: '',
  since: [],
  reconciling: false,
  rounds: 0,
  wrote: '',
  listed: '',
  hasWritten: false,
  read: new Map(),
  asked: [],
  isAging: false,
};

/** The initial memory, by the first requests: only `reconcileRelease` starts with a listing. */
export function begun([first]: readonly StoreRequest[], isAging = false): Memory {
  return first?.operation === 'ListObjects'
    ? { ...ALL_OF_IT, phase: 'list', text: 'list', rounds: 1 }
    : { ...ALL_OF_IT, isAging };
}

/**
 * Whether the handler may give up because others wrote in too many of its rounds. Rounds are not counted, so that a
 * write conflict may last any time; instead the handler may give up before each round except the first.
 */
export function mayGiveUp({ phase, rounds, since }: Memory): boolean {
  return (phase === 'reconcile' || phase === 'pin' || phase === 'list') && rounds === 2 && since.length === 0;
}

/** Adds a round of answers. */
export function heard(before: Memory, answers: readonly StoreResponse[], texts: readonly string[]): Memory {
  return {
    ...before,
    since: [...before.since, texts.join()],
    read: new Map([...before.read, ...before.asked.map((alias, i) => [alias, texts[i] ?? ''] as const)]),
    asked: [],
    wrote: writtenVersion(answers) ?? before.wrote,
    hasWritten: before.hasWritten || answers.some(isOfWrite),
  };
}

function isOfWrite(answer: StoreResponse): boolean {
  return 'written' in answer || ('deleteMarker' in answer && !('found' in answer));
}

/** The memory before these requests; undefined if nothing is known to be irrelevant. */
export function remember(memory: Memory, requests: readonly StoreRequest[]): Memory | undefined {
  if (isOfRelease(memory)) return rememberRelease(memory, requests);
  const phase = PHASES[requests.map(({ operation }) => operation).join()];
  const after = phase?.(memory, JSON.stringify(requests));
  return after === undefined ? undefined : { ...memory, since: [], ...after };
}

function isOfRelease({ phase }: Memory): boolean {
  return phase === 'list' || phase === 'step';
}

/**
 * `reconcileRelease`: at the start of a round, the last answer for each alias. At each step, also the listing and whether
 * any alias was written in the round. Between the reads and writes of a step everything matters.
 */
function rememberRelease(memory: Memory, requests: readonly StoreRequest[]): Memory | undefined {
  const { phase, since, rounds, listed, hasWritten } = memory;
  const read = JSON.stringify([...memory.read].sort());
  if (requests.some(({ operation }) => operation === 'ListObjects')) {
    const text = `list ${Math.min(rounds + 1, 2)} ${read}`;
    return { ...memory, phase: 'list', text, since: [], rounds: Math.min(rounds + 1, 2), hasWritten: false };
  }
  if (!requests.every(({ operation }) => operation === 'GetSymlink')) return undefined;
  const page = phase === 'list' ? since.join() : listed;
  const asked = requests.flatMap((request) => (request.operation === 'GetSymlink' ? [request.key] : []));
  const text = `step ${rounds} ${page} ${hasWritten} ${read} ${asked}`;
  return { ...memory, phase: 'step', text, since: [], listed: page, asked };
}

type Remembered = Pick<Memory, 'phase' | 'text'> & Partial<Memory>;

function write({ reconciling, rounds, wrote }: Memory, requests: string): Remembered {
  return {
    phase: 'write',
    text: `write ${reconciling ? `${rounds} ${wrote}` : ''} ${requests}`,
  };
}

/** By the operations of the next requests. */
const PHASES: Readonly<Record<string, (memory: Memory, requests: string) => Remembered | undefined>> = {
  'HeadObject,GetSymlink,ListObjectVersions': ({ rounds }) => ({
    phase: 'open',
    text: `open ${rounds + 1}`,
    rounds: rounds + 1,
  }),
  // A look at an older version has a version id, and comes in between.
  GetSymlink: (memory, requests) => {
    if (requests.includes('versionId')) return undefined;
    const rounds = memory.reconciling ? 2 : 1;
    return { phase: 'reconcile', text: `reconcile ${rounds} ${memory.wrote}`, reconciling: true, rounds };
  },
  HeadObject: ({ phase, since, rounds, wrote, isAging }, requests) => {
    if (phase === 'open') return { phase: 'alive', text: `alive ${requests}` };
    // If no winner is old enough, this may be a look at the winner or at the current target.
    if (isAging) return undefined;
    // From the alias and one page of candidates, only the winner matters.
    if (phase !== 'reconcile' || since.length !== 2) return undefined;
    return { phase: 'look', text: `look ${rounds} ${wrote} ${since[0]} ${requests}` };
  },
  // A pin looks and writes until the alias is pinned.
  'GetSymlink,HeadObject': ({ phase, since }, requests) => {
    // A rollback still compares the alias with the version that it decided by.
    if (phase !== 'write' && since.length > 0) return undefined;
    const rounds = phase === 'write' ? 2 : 1;
    return { phase: 'pin', text: `pin ${rounds} ${requests}`, rounds };
  },
  PutSymlink: write,
  DeleteObject: write,
};

function writtenVersion(answers: readonly StoreResponse[]): string | undefined {
  const [answer] = answers;
  return answer !== undefined && 'written' in answer && answer.written ? answer.versionId : undefined;
}
