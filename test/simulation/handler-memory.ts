import type { StoreRequest } from '../../src/stores/store-request.ts';
import type { StoreResponse } from '../../src/stores/store-response.ts';

/**
 * What a handler still goes by. Of what it was once answered, most is forgotten: at the start of a round of `settle`,
 * only which round it is and what it wrote itself; before a write, only the write. Handlers that remember the same have
 * the same future, however they came there, so they are walked once. {@link createMergeCheck} holds the code to it.
 */
export interface Memory {
  readonly phase: 'begin' | 'open' | 'alive' | 'settle' | 'look' | 'write' | 'pin';
  /** All that is remembered from before this phase. */
  readonly text: string;
  /** What was answered since, round by round. */
  readonly since: readonly string[];
  readonly settling: boolean;
  /** Of `advance`, how often it began; of `settle` and `pinAlias`, whether this is its first round (1) or a later one (2). */
  readonly rounds: number;
  /** The version of the alias that it wrote last. */
  readonly wrote: string;
}

/** A handler that has just begun. */
export const ALL_OF_IT: Memory = { phase: 'begin', text: '', since: [], settling: false, rounds: 0, wrote: '' };

/**
 * Whether it may find that others wrote in too many of its rounds, and give up. Its rounds are not counted, so that a
 * fight may go on for as long as it likes; instead it may give up before each but the first.
 */
export const mayGiveUp = ({ phase, rounds, since }: Memory): boolean =>
  (phase === 'settle' || phase === 'pin') && rounds === 2 && since.length === 0;

/** With one more round of answers. */
export const heard = (before: Memory, answers: readonly StoreResponse[], text: string): Memory => ({
  ...before,
  since: [...before.since, text],
  wrote: writtenVersion(answers) ?? before.wrote,
});

/** What is remembered once it is about to send these requests; undefined where nothing is known to be forgotten. */
export const remember = (memory: Memory, requests: readonly StoreRequest[]): Memory | undefined => {
  const phase = PHASES[requests.map(({ operation }) => operation).join()];
  const after = phase?.(memory, JSON.stringify(requests));
  return after === undefined ? undefined : { ...memory, since: [], ...after };
};

type Remembered = Pick<Memory, 'phase' | 'text'> & Partial<Memory>;

const write = ({ settling, rounds, wrote }: Memory, requests: string): Remembered => ({
  phase: 'write',
  text: `write ${settling ? `${rounds} ${wrote}` : ''} ${requests}`,
});

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
  HeadObject: ({ phase, since, rounds, wrote }, requests) => {
    if (phase === 'open') return { phase: 'alive', text: `alive ${requests}` };
    // The alias and one page of candidates: of those, only the winner.
    if (phase !== 'settle' || since.length !== 2) return undefined;
    return { phase: 'look', text: `look ${rounds} ${wrote} ${since[0]} ${requests}` };
  },
  // Of a person's pin: it looks, and writes until it is so.
  'GetSymlink,HeadObject': ({ phase }) => {
    const rounds = phase === 'write' ? 2 : 1;
    return { phase: 'pin', text: `pin ${rounds}`, rounds };
  },
  PutSymlink: write,
  DeleteObject: write,
};

const writtenVersion = (answers: readonly StoreResponse[]): string | undefined => {
  const [answer] = answers;
  return answer !== undefined && 'written' in answer && answer.written ? answer.versionId : undefined;
};
