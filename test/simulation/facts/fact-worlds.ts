import { digestOfSubject, factOf, type ListedSubject, type Verification } from '../../../src/aliases/facts/fact.ts';
import { digestOf } from '../../../src/aliases/facts/listed-state.ts';
import type { ProtocolAt } from './fact-sweep.ts';
import type { FactWorld } from './fact-world.ts';

const TWO = { objects: [1, 2], alias: true } as const;

/** Small worlds, with times in seconds. The shipped sweep must be right in all of them. */
export const FACT_WORLDS: Readonly<Record<string, FactWorld>> = {
  'link written over': {
    ...TWO,
    program: [
      { do: 'link over', n: 1 },
      { do: 'link over', n: 1 },
    ],
  },
  'winner written again': {
    ...TWO,
    program: [
      { do: 'put', n: 2 },
      { do: 'put', n: 2 },
    ],
  },
  'upload, deletion': {
    ...TWO,
    program: [
      { do: 'put', n: 3 },
      { do: 'delete', n: 3 },
    ],
  },
  'lesser deleted, winner deleted': {
    ...TWO,
    program: [
      { do: 'delete', n: 1 },
      { do: 'delete', n: 2 },
      { do: 'put', n: 1 },
    ],
  },
  'older facts come back': {
    ...TWO,
    program: [{ do: 'put', n: 2 }, { do: 'older facts' }, { do: 'link over', n: 1 }],
  },
  'withdrawn one stays, next best goes': {
    objects: [1, 2, 3],
    withdrawn: [3],
    alias: true,
    program: [{ do: 'delete', n: 2 }],
  },
  'winner withdrawn': { ...TWO, program: [{ do: 'withdraw', n: 2 }] },
  'alias deleted by another program': {
    objects: [1, 2],
    alias: false,
    program: [{ do: 'put', n: 2 }, { do: 'unlink' }],
  },
  'rules change': { ...TWO, program: [{ do: 'other rules' }] },
  'pin ends': { objects: [1, 2], alias: { pinnedTo: 1, untilSecond: 2 }, program: [] },
  'pinned target deleted': { objects: [1, 2], alias: { pinnedTo: 1 }, program: [{ do: 'delete', n: 1 }] },
  'link listed after its candidates, written over': {
    ...TWO,
    key: 'a/latest',
    program: [
      { do: 'link over', n: 1 },
      { do: 'put', n: 3 },
    ],
  },
  'link listed apart, written over': {
    ...TWO,
    key: 'z/latest',
    program: [
      { do: 'link over', n: 1 },
      { do: 'put', n: 3 },
    ],
  },
  'link listed apart, deleted': {
    objects: [1, 2],
    alias: false,
    key: 'A/latest',
    program: [{ do: 'put', n: 2 }, { do: 'unlink' }],
  },
};

export const AGE_WORLDS: Readonly<Record<string, FactWorld>> = {
  'something matures': { objects: [1], alias: true, minimumAge: 2, program: [{ do: 'put', n: 2 }] },
  'a young one matures': { objects: [1], young: [2], alias: true, minimumAge: 2, program: [] },
  'written again, young again': { ...TWO, minimumAge: 2, program: [{ do: 'put', n: 2 }] },
};

/** An older version with the same bytes and the same second comes back. The daily full pass corrects it. */
export const BLIND_SPOT: FactWorld = { objects: [1, 2, 2], alias: true, program: [{ do: 'go back', n: 2 }] };

/** The shipped facts, with a margin in seconds that fits small worlds. */
export const withMargin =
  (seconds: number): ProtocolAt =>
  () => ({ digestOf: digestOfSubject, factOf: (verification) => factOf(verification, 1000 * seconds) });

const mutant =
  (change: (verification: Verification, now: () => number) => Verification): ProtocolAt =>
  (now) => ({
    digestOf: digestOfSubject,
    factOf: (verification) => factOf(change(verification, now), 1000),
  });

/** Broken ways to make or find facts, each with the world that shows it. */
export const FACT_MUTANTS: Readonly<Record<string, readonly [ProtocolAt, FactWorld]>> = {
  'no margin': [withMargin(0), worldOf('link written over')],
  'the Date of the answer that verified': [
    mutant((verification, now) => ({ ...verification, start: Math.floor(now() / 1000) * 1000 })),
    { ...worldOf('link written over'), readsClock: true },
  ],
  'the own clock, a second ahead': [
    mutant((verification) => ({ ...verification, start: verification.start + 1000 })),
    worldOf('link written over'),
  ],
  'a margin of one second, and clocks one second apart': [
    withMargin(1),
    { ...worldOf('link written over'), behind: 1 },
  ],
  'a digest of the winner alone': [
    () => ({ digestOf: digestOfWinner, factOf: (verification) => factOf(verification, 1000) }),
    worldOf('pinned target deleted'),
  ],
  'facts without an end: a pin': [withoutEnd, worldOf('pin ends')],
  'facts without an end: minimumAge': [withoutEnd, worldOf('a young one matures')],
  'reads that differ from the listing': [mutant(asListed), worldOf('alias deleted by another program')],
  'a fact where the sweep has written': [mutant(asIfRight), worldOf('alias deleted by another program')],
  'facts of any form of the rule': [formless(), worldOf('rules change')],
};

function worldOf(name: string): FactWorld {
  const world = { ...FACT_WORLDS, ...AGE_WORLDS }[name];
  if (world === undefined) throw new TypeError(`there is no world ${name}`);
  return world;
}

function digestOfWinner(subject: ListedSubject): string {
  return digestOfSubject({
    ...subject,
    state: {
      ...subject.state,
      candidates: digestOf([...subject.winners.values()].map(({ key, lastModified }) => [key, lastModified])),
    },
  });
}

function withoutEnd(): ReturnType<ProtocolAt> {
  return {
    digestOf: digestOfSubject,
    factOf: (verification) => {
      const fact = factOf(verification, 1000);
      return fact && { ...fact, until: undefined };
    },
  };
}

/** Takes the digest of a form for that of the form which was seen first. */
function formless(): ProtocolAt {
  let first: Pick<ListedSubject, 'rule' | 'template'> | undefined;
  return () => ({
    digestOf: ({ rule, template, ...subject }) => {
      first ??= { rule, template };
      return digestOfSubject({ ...subject, ...first });
    },
    factOf: (verification) => factOf(verification, 1000),
  });
}

const NONE = { found: 'none', deleteMarker: false } as const;

/** Shows reads as if they had seen what was listed. */
function asListed({ subject, reads, ...verification }: Verification): Verification {
  const { state, winners, name } = subject;
  const listed = state.links.get(name);
  const links = new Map(
    [...reads.links].map(([key, answers]) => [
      key,
      answers.map((answer) =>
        answer.found === 'symlink' && listed !== undefined ? { ...answer, lastModified: listed.lastModified } : NONE,
      ),
    ]),
  );
  const winner = winners.get(name);
  const objects = new Map(
    [...reads.objects].map(([key, answers]) => [
      key,
      answers.map((answer) =>
        answer.found === 'object' && winner !== undefined ? { ...answer, lastModified: winner.lastModified } : answer,
      ),
    ]),
  );
  return { ...verification, subject, reads: { ...reads, links, objects } };
}

/** Shows a repair as if the alias had been right. */
function asIfRight(verification: Verification): Verification {
  const { outcomes, reads } = verification;
  if (!reads.wrote) return verification;
  const right = new Map([...outcomes].map(([alias, { to }]) => [alias, { action: 'unchanged', to }]));
  return asListed({ ...verification, outcomes: right, reads: { ...reads, wrote: false } });
}
