import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';

/**
 * What a handler still goes by. Of what it was once answered, most is forgotten: at the start of a round of `settle`,
 * only which round it is and what it wrote itself; before a write, only the write. Handlers that remember the same have
 * the same future, however they came there, so they are walked once. {@link createMergeCheck} holds the code to it.
 */
export interface Memory {
  readonly phase: 'begin' | 'open' | 'alive' | 'settle' | 'look' | 'write' | 'pin' | 'list' | 'step';
  /** All that is remembered from before this phase. */
  readonly text: string;
  /** What was answered since, round by round. */
  readonly since: readonly string[];
  readonly settling: boolean;
  /** Of `advance`, how often it began; of `settle` and `pinAlias`, whether this is its first round (1) or a later one (2). */
  readonly rounds: number;
  /** The version of the alias that it wrote last. */
  readonly wrote: string;
  /** Of `settleRelease`: what was listed in this round, whether it wrote in it, and what it read last at each alias. */
  readonly listed: string;
  readonly hasWritten: boolean;
  readonly read: ReadonlyMap<string, string>;
  /** The aliases that it has just asked for. */
  readonly asked: readonly string[];
  /** Whether objects may be too young, so that a listing tells more than its winner. */
  readonly isAging: boolean;
}

/** A handler that has just begun. */
export const ALL_OF_IT: Memory = {
  phase: 'begin',
  text: '',
  since: [],
  settling: false,
  rounds: 0,
  wrote: '',
  listed: '',
  hasWritten: false,
  read: new Map(),
  asked: [],
  isAging: false,
};

/** The same once it is known what it asks first: nothing but `settleRelease` begins with a listing. */
export function begun([first]: readonly StoreRequest[], isAging = false): Memory {
  return first?.operation === 'ListObjects'
    ? { ...ALL_OF_IT, phase: 'list', text: 'list', rounds: 1 }
    : { ...ALL_OF_IT, isAging };
}

/**
 * Whether it may find that others wrote in too many of its rounds, and give up. Its rounds are not counted, so that a
 * fight may go on for as long as it likes; instead it may give up before each but the first.
 */
export function mayGiveUp({ phase, rounds, since }: Memory): boolean {
  return (phase === 'settle' || phase === 'pin' || phase === 'list') && rounds === 2 && since.length === 0;
}

/** With one more round of answers. */
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

/** What is remembered once it is about to send these requests; undefined where nothing is known to be forgotten. */
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
 * Of `settleRelease`: at the start of a round, what it read last at each alias; at each step of it, what was listed, too, and
 * whether any alias of the round was written. Between the reads and the writes of one step nothing is forgotten.
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

function write({ settling, rounds, wrote }: Memory, requests: string): Remembered {
  return {
    phase: 'write',
    text: `write ${settling ? `${rounds} ${wrote}` : ''} ${requests}`,
  };
}

/** By what is asked next. */
const PHASES: Readonly<Record<string, (memory: Memory, requests: string) => Remembered | undefined>> = {
  'HeadObject,GetSymlink,ListObjectVersions': ({ rounds }) => ({
    phase: 'open',
    text: `open ${rounds + 1}`,
    rounds: rounds + 1,
  }),
  // A look at one of its older versions has an id, and is asked in between.
  GetSymlink: (memory, requests) => {
    if (requests.includes('versionId')) return undefined;
    const rounds = memory.settling ? 2 : 1;
    return { phase: 'settle', text: `settle ${rounds} ${memory.wrote}`, settling: true, rounds };
  },
  HeadObject: ({ phase, since, rounds, wrote, isAging }, requests) => {
    if (phase === 'open') return { phase: 'alive', text: `alive ${requests}` };
    // The winner may be asked for, or what the alias shows, where no winner is old enough.
    if (isAging) return undefined;
    // The alias and one page of candidates: of those, only the winner.
    if (phase !== 'settle' || since.length !== 2) return undefined;
    return { phase: 'look', text: `look ${rounds} ${wrote} ${since[0]} ${requests}` };
  },
  // Of a person's pin: it looks, and writes until it is so.
  'GetSymlink,HeadObject': ({ phase, since }, requests) => {
    // A rollback still compares the alias with what it decided by.
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
