import type { Segment } from './key-layout.ts';
import type { TextPiece } from './parse-key-template.ts';
import { isCertain, type PlacedSegment, planSharedName, type SharedStep } from './shared-name.ts';

/**
 * In which order the segments of a key are read, so that the text of each repeated name is certain before it is compared.
 * Reading a key then takes linear time, without a second attempt.
 */
export interface ReadingPlan {
  readonly steps: readonly PlanStep[];
  /** Runs of pieces that are read as one text. They are divided at the end, last first, because a run can contain earlier runs. */
  readonly runs: readonly Run[];
  /** The names that the plan reads, without those of runs. */
  readonly names: readonly string[];
  /** Names between which a folder or file name is divided, where several divisions are possible. */
  readonly divided: readonly (readonly string[])[];
}

/** Reads one segment, whose unknown names are all different or all the same, or a name that several segments share. */
export type PlanStep = PlacedSegment | SharedStep;

/** Pieces that occur together wherever one of their names occurs, like `{name}-{version}`. */
interface Run {
  /** The name of their joined text. It is not a valid name of a template. */
  readonly name: string;
  readonly pieces: Segment;
}

/** A repeated name whose text cannot be found in linear time. */
export interface UnreadableName {
  readonly unreadable: TextPiece & { readonly kind: 'name' };
}

/**
 * Plans how to read segments. A segment is read if it has one unknown name, or if its unknown names are not in other
 * segments. If names always occur together (`{name}-{version}/{name}-{version}.tgz`), they are read as one text and divided
 * later. A name with which several segments begin or end (`{app}-{version}/{app}-{os}.zip`) is read before these segments.
 * Other combinations are refused, because each way to divide a segment would have to be tried.
 */
export function planReading(segments: readonly Segment[], known: ReadonlySet<string>): ReadingPlan | UnreadableName {
  const read = new Set(known);
  const steps: PlanStep[] = [];
  const runs: Run[] = [];
  const divided: (readonly string[])[] = [];
  let open: readonly PlacedSegment[] = segments.map((pieces, index) => ({ index, pieces }));
  while (open.length > 0) {
    const next = open.find((step) => isReadable(step, open, read));
    if (next !== undefined) {
      steps.push(next);
      divided.push(unknownIn(next.pieces, read));
      for (const { name } of namesIn(next.pieces)) read.add(name);
      open = open.filter((step) => step !== next);
      continue;
    }
    const run = findRun(open, read);
    if (run === undefined) {
      const shared = planSharedName(open, (pieces) => unknownIn(pieces, read));
      if (shared === undefined) return { unreadable: firstShared(segments, read) };
      steps.push(shared);
      if (!isCertain(shared, read)) divided.push(...shared.segments.map(({ pieces }) => unknownIn(pieces, read)));
      read.add(shared.shared);
      continue;
    }
    const name = `#${runs.length}`;
    runs.push({ name, pieces: run });
    divided.push(unknownIn(run, read));
    open = open.map(({ index, pieces }) => ({ index, pieces: withRun(pieces, run, name) }));
  }
  const names = segments.flatMap((pieces) => unknownIn(pieces, known));
  const namesOf = (name: string): readonly string[] => {
    const run = runs.find((one) => one.name === name);
    return run === undefined ? [name] : namesIn(run.pieces).flatMap((one) => namesOf(one.name));
  };
  const groups = divided.map((group) => [...new Set(group)]).filter(({ length }) => length > 1);
  return { steps, runs, names: [...new Set(names)], divided: groups.map((group) => group.flatMap(namesOf)) };
}

type Name = TextPiece & { readonly kind: 'name' };

function namesIn(pieces: Segment): readonly Name[] {
  return pieces.filter((piece): piece is Name => piece.kind === 'name');
}

function unknownIn(pieces: Segment, known: ReadonlySet<string>): readonly string[] {
  return namesIn(pieces).flatMap(({ name }) => (known.has(name) ? [] : [name]));
}

function isReadable(step: PlacedSegment, open: readonly PlacedSegment[], known: ReadonlySet<string>): boolean {
  const unknown = unknownIn(step.pieces, known);
  const different = new Set(unknown);
  if (different.size <= 1) return true;
  if (different.size < unknown.length) return false;
  return !open.some((other) => other !== step && namesIn(other.pieces).some(({ name }) => different.has(name)));
}

/** Pieces with several unknown names that always occur together, with the same pieces between them. */
function findRun(open: readonly PlacedSegment[], known: ReadonlySet<string>): Segment | undefined {
  const counts = new Map<string, number>();
  const after = new Map<string, Set<string>>();
  for (const { pieces } of open) {
    const places = unknownPlaces(pieces, known);
    for (const [i, { name, at }] of places.entries()) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      const follows = pieces.slice(at + 1, (places[i + 1]?.at ?? -1) + 1);
      after.set(name, (after.get(name) ?? new Set()).add(follows.map(pieceId).join()));
    }
  }
  for (const { pieces } of open) {
    const places = unknownPlaces(pieces, known);
    const isGlued = (i: number): boolean => {
      const [one, next] = [places[i]?.name ?? '', places[i + 1]?.name];
      return next !== undefined && after.get(one)?.size === 1 && counts.get(one) === counts.get(next);
    };
    const from = places.findIndex((_, i) => isGlued(i));
    if (from === -1) continue;
    let to = from;
    while (isGlued(to)) to++;
    return pieces.slice(places[from]?.at, (places[to]?.at ?? 0) + 1);
  }
  return undefined;
}

function unknownPlaces(pieces: Segment, known: ReadonlySet<string>) {
  return pieces.flatMap((piece, at) =>
    piece.kind === 'name' && !known.has(piece.name) ? [{ name: piece.name, at }] : [],
  );
}

function pieceId(piece: TextPiece): string {
  return JSON.stringify(piece.kind === 'literal' ? [piece.text] : piece.name);
}

/** The pieces with one name for each occurrence of a run. */
function withRun(pieces: Segment, run: Segment, name: string): Segment {
  const result: TextPiece[] = [];
  for (let i = 0; i < pieces.length; ) {
    const piece = pieces[i];
    if (piece === undefined) break;
    const isRun = run.every((one, k) => isSame(one, pieces[i + k]));
    result.push(isRun ? { kind: 'name', name, at: -1 } : piece);
    i += isRun ? run.length : 1;
  }
  return result;
}

function isSame(a: TextPiece, b: TextPiece | undefined): boolean {
  return a.kind === 'literal' ? b?.kind === 'literal' && a.text === b.text : b?.kind === 'name' && a.name === b.name;
}

/** The first name that occurs several times and is not read yet. */
function firstShared(segments: readonly Segment[], read: ReadonlySet<string>): Name {
  const names = segments.flatMap(namesIn).filter(({ name }) => !read.has(name));
  const shared = names.find(({ name }, i) => names.findIndex((other) => other.name === name) < i);
  if (shared === undefined) throw new TypeError('a template without repeated names is readable');
  return shared;
}
