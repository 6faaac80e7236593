import { META } from '../../../src/aliases/model/alias-record.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { isOfAlias } from './together.ts';

/**
 * The part of a handler's past that still affects its future. Most earlier answers no longer matter. For example, at
 * the start of a round of `reconcile`, only the round and the handler's last write matter. Handlers with equal memory
 * have the same future, so the explorer walks them once. {@link createMergeCheck} checks this against the code.
 */
export interface Memory {
  readonly phase:
    | 'begin'
    | 'walk'
    | 'open'
    | 'alive'
    | 'reconcile'
    | 'look'
    | 'write'
    | 'pin'
    | 'list'
    | 'step'
    | 'together'
    | 'sharing';
  /** A summary of everything from before this phase that still matters. */
  readonly text: string;
  /** The answers since then, by round. */
  readonly since: readonly string[];
  readonly reconciling: boolean;
  /**
   * `applyChange`: how many times it has read the alias from the start. `reconcile` and `pinAlias`: 1 in the first
   * round, 2 in later rounds.
   */
  readonly rounds: number;
  /** The alias version of its last write. */
  readonly wrote: string;
  /** `onDelete: remove`: the link that it read in this round, and the link that it has removed, without a version id. */
  readonly current: string;
  readonly removed: string;
  /** `reconcileRelease`: the listing of this round. */
  readonly listed: string;
  /** `reconcileRelease`: this round has written an alias. */
  readonly hasWritten: boolean;
  /** `reconcileRelease`: the last answer for each alias. */
  readonly read: ReadonlyMap<string, string>;
  /** The aliases whose answers are pending. */
  readonly asked: readonly string[];
  /** Objects may be too young. Then more of a listing matters than its winner. */
  readonly isAging: boolean;
  /** `onDelete: remove`. Then a removed link matters. */
  readonly isRemoving: boolean;
}

/** A handler that has just started. */
export const INITIAL_MEMORY: Memory = {
  phase: 'begin',
  text: '',
  since: [],
  reconciling: false,
  rounds: 0,
  wrote: '',
  current: '',
  removed: '',
  listed: '',
  hasWritten: false,
  read: new Map(),
  asked: [],
  isAging: false,
  isRemoving: false,
};

/**
 * The initial memory of a handler with these first requests. `reconcileRelease` and a sweep start with a listing. A handler that
 * shares its looks between several aliases starts with their links and the object.
 */
export function memoryAtStart(
  requests: readonly StoreRequest[],
  { isAging, isRelease, isRemoving }: Pick<Memory, 'isAging' | 'isRemoving'> & { readonly isRelease: boolean },
): Memory {
  const [first] = requests;
  if (first?.operation === 'HeadObject' && requests.filter(isOfAlias).length > 1) {
    return { ...INITIAL_MEMORY, phase: 'sharing' };
  }
  if (first?.operation !== 'ListObjects') return { ...INITIAL_MEMORY, isAging, isRemoving };
  return isRelease
    ? { ...INITIAL_MEMORY, phase: 'list', text: 'list', rounds: 1 }
    : { ...INITIAL_MEMORY, phase: 'walk', isAging, isRemoving };
}

const MAY_GIVE_UP: ReadonlySet<Memory['phase']> = new Set(['reconcile', 'pin', 'list', 'together']);

/**
 * Returns true if the handler may give up because others wrote in too many of its rounds. The explorer does not count
 * rounds, so a write conflict may last any number of them. Instead, the handler may give up before each round except
 * the first.
 */
export function mayGiveUp({ phase, rounds, since }: Memory): boolean {
  return MAY_GIVE_UP.has(phase) && rounds === 2 && since.length === 0;
}

/** Adds a round of answers. */
export function withAnswers(before: Memory, answers: readonly StoreResponse[], texts: readonly string[]): Memory {
  return {
    ...before,
    since: [...before.since, texts.join()],
    read: new Map([...before.read, ...before.asked.map((alias, i) => [alias, texts[i] ?? ''] as const)]),
    asked: [],
    current: before.phase === 'reconcile' && before.since.length === 0 ? currentLink(before, texts) : before.current,
    wrote: (recordsRemoval(before) ? undefined : writtenVersion(answers)) ?? before.wrote,
    hasWritten: before.hasWritten || answers.some(isOfWrite),
  };
}

/** What `reconcile` remembers of the link if it removes it. With versions, the tombstone has that link. */
function currentLink({ isRemoving }: Memory, [link = '']: readonly string[]): string {
  return isRemoving && link.includes('"target"') && !link.includes('"id:') ? link : '';
}

/** Whether the handler has sent the record of a deletion. `reconcile` does not remember its version as its own write. */
function recordsRemoval({ phase, text }: Memory): boolean {
  return phase === 'write' && text.includes(META.removes);
}

function isOfWrite(answer: StoreResponse): boolean {
  return 'written' in answer || ('deleteMarker' in answer && !('found' in answer));
}

/** The memory of a handler that is about to send these requests. Returns undefined if every answer may still matter. */
export function remember(memory: Memory, requests: readonly StoreRequest[]): Memory | undefined {
  if (isOfRelease(memory)) return rememberRelease(memory, requests);
  if (memory.phase === 'sharing') return rememberSharing(memory, requests);
  if (isTogether(memory, requests)) return rememberTogether(memory, requests);
  if (memory.phase === 'walk') return rememberWalk(memory, requests);
  const phase = PHASES[requests.map(({ operation }) => operation).join()];
  const after = phase?.(memory, JSON.stringify(requests));
  return after === undefined ? undefined : { ...memory, since: [], ...after };
}

function isOfRelease({ phase }: Memory): boolean {
  return phase === 'list' || phase === 'step';
}

/**
 * For `reconcileRelease`. At the start of a round, only the last answer for each alias matters. At each step, the
 * listing matters as well, and whether the round has written an alias. Between the reads and writes of a step,
 * everything matters.
 */
function rememberRelease(memory: Memory, requests: readonly StoreRequest[]): Memory | undefined {
  const { phase, since, rounds, listed, hasWritten } = memory;
  const read = JSON.stringify([...memory.read].sort());
  if (requests.some(({ operation }) => operation === 'ListObjects')) {
    // It lists again because of a marker in the listing. That listing still matters.
    if (phase === 'list' && since.length > 0) return undefined;
    const text = `list ${Math.min(rounds + 1, 2)} ${read}`;
    return { ...memory, phase: 'list', text, since: [], rounds: Math.min(rounds + 1, 2), hasWritten: false };
  }
  if (!requests.every(({ operation }) => operation === 'GetSymlink')) return undefined;
  const page = phase === 'list' ? since.join() : listed;
  const asked = requests.flatMap((request) => (request.operation === 'GetSymlink' ? [request.key] : []));
  const text = `step ${rounds} ${page} ${hasWritten} ${read} ${asked}`;
  return { ...memory, phase: 'step', text, since: [], listed: page, asked };
}

/** Until the first listing of its aliases, everything matters. After it, the aliases that are read again matter. */
function rememberSharing(memory: Memory, [first]: readonly StoreRequest[]): Memory | undefined {
  if (first?.operation !== 'ListObjects') return undefined;
  return { ...memory, phase: 'together', text: `listing ${memory.text} ${memory.since.join()}`, since: [] };
}

/** A sweep looks at the alias after its listing. That look is not yet a round of `reconcile`, so the listing still matters. */
function rememberWalk(memory: Memory, requests: readonly StoreRequest[]): Memory | undefined {
  const text = `walked ${memory.since.join()} ${JSON.stringify(requests)}`;
  return requests.some(isOfAlias) ? { ...memory, phase: 'begin', text, since: [] } : undefined;
}

/** Whether the handler updates several aliases that share listings. It starts by reading all of them. */
function isTogether({ phase }: Memory, requests: readonly StoreRequest[]): boolean {
  return phase === 'together' || (requests.length > 1 && requests.every(isOfAlias));
}

/** At the start of a round, only the aliases that are read again matter, and what the handler last wrote there. */
function rememberTogether(memory: Memory, requests: readonly StoreRequest[]): Memory | undefined {
  if (!requests.every(isOfAlias)) return undefined;
  const rounds = memory.phase === 'together' ? 2 : 1;
  const written = [...`${memory.text} ${memory.since.join()}`.matchAll(WRITTEN)];
  const last = requests.flatMap((request) => {
    const own = written.filter(([, key]) => request.operation === 'GetSymlink' && key === request.key);
    // The record of a deletion does not count as a write, so the write before it is kept too.
    return own.slice(-2).map(([text]) => text);
  });
  const text = `together ${rounds} ${JSON.stringify(requests)} ${last}`;
  return { ...memory, phase: 'together', text, since: [], rounds };
}

/** The answer to a write of an alias, in a bucket with versions. */
const WRITTEN = /"written":true,[^{}]*"versionId":"id:v\/demo\/([^"]+):[0-9]+"/g;

type Remembered = Pick<Memory, 'phase' | 'text'> & Partial<Memory>;

function write({ reconciling, rounds, wrote, removed }: Memory, requests: string): Remembered {
  return {
    phase: 'write',
    text: `write ${reconciling ? `${rounds} ${wrote}${removed}` : ''} ${requests}`,
  };
}

function remove(memory: Memory, requests: string): Remembered {
  const removed = memory.current === '' ? memory.removed : memory.current;
  return { ...write({ ...memory, removed }, requests), removed };
}

function open({ rounds }: Memory): Remembered {
  return { phase: 'open', text: `open ${rounds + 1}`, rounds: rounds + 1 };
}

/** Summarizes the past of a handler, by the operations of its next requests. */
const PHASES: Readonly<Record<string, (memory: Memory, requests: string) => Remembered | undefined>> = {
  'HeadObject,GetSymlink,ListObjectVersions': open,
  'HeadObject,GetSymlink,ListObjectVersions,HeadObject': open,
  // A request with a version id reads an older version, in the middle of a round.
  GetSymlink: (memory, requests) => {
    if (requests.includes('versionId')) return undefined;
    const rounds = memory.reconciling ? 2 : 1;
    return {
      phase: 'reconcile',
      text: `reconcile ${rounds} ${memory.wrote}${memory.removed}`,
      reconciling: true,
      rounds,
    };
  },
  HeadObject: ({ phase, since, rounds, wrote, removed, isAging }, requests) => {
    // After more answers, it is a former target, and the versions of the alias matter too.
    if (phase === 'open') return since.length > 1 ? undefined : { phase: 'alive', text: `alive ${requests}` };
    // If no candidate is old enough, this may read the winner or the current target.
    if (isAging) return undefined;
    // After the alias and one page of candidates. If the winner is gone, the next one of the page is read.
    if (phase !== 'reconcile' || since.length !== 2) return undefined;
    return { phase: 'look', text: `look ${rounds} ${wrote}${removed} ${since.join()} ${requests}` };
  },
  // The current target and its marker.
  'HeadObject,HeadObject': ({ phase, since }, requests) =>
    phase === 'open' && since.length === 1 ? { phase: 'alive', text: `alive ${requests}` } : undefined,
  // `pinAlias` reads and writes until the alias is pinned.
  'GetSymlink,HeadObject': ({ phase, since }, requests) => {
    if (phase !== 'write' && since.length > 0) return undefined;
    const rounds = phase === 'write' ? 2 : 1;
    return { phase: 'pin', text: `pin ${rounds} ${requests}`, rounds };
  },
  PutSymlink: write,
  DeleteObject: remove,
};

function writtenVersion(answers: readonly StoreResponse[]): string | undefined {
  const [answer] = answers;
  return answer !== undefined && 'written' in answer && answer.written ? answer.versionId : undefined;
}
