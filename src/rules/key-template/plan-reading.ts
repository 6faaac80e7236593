import type { Segment } from './key-layout.ts';
import type { TextPiece } from './parse-key-template.ts';

/**
 * In which order the segments of a key are read, so that the text of each repeated name is certain before it is compared.
 * Reading a key then takes linear time, without a second attempt.
 */
export interface ReadingPlan {
  readonly steps: readonly ReadStep[];
  /** Runs of pieces that are read as one text. They are divided at the end, last first, because a run can contain earlier runs. */
  readonly runs: readonly Run[];
  /** The names that the plan reads, without those of runs. */
  readonly names: readonly string[];
  /** Names between which a folder or file name is divided, where several divisions are possible. */
  readonly divided: readonly (readonly string[])[];
}

/** Reads one segment. The names whose text is not known yet are all different, or all the same. */
export interface ReadStep {
  /** The index of the segment. */
  readonly index: number;
  readonly pieces: Segment;
}

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
 * later. Other combinations are refused, because each way to divide a segment would have to be tried.
 */
export function planReading(segments: readonly Segment[], known: ReadonlySet<string>): ReadingPlan | UnreadableName {
  const read = new Set(known);
  const steps: ReadStep[] = [];
  const runs: Run[] = [];
  const divided: (readonly string[])[] = [];
  let open: readonly ReadStep[] = segments.map((pieces, index) => ({ index, pieces }));
  while (open.length > 0) {
    const next = open.find((step) => isReadable(step, open, read));
    if (next !== undefined) {
      steps.push(next);
      divided.push(unknownIn(next.pieces, read));
      for (const { name } of namesIn(next.pieces)) read.add(name);
      open = open.filter((step) => step !== next);
      continue;
    }
    const run = open.map(({ pieces }) => runIn(pieces, open, read)).find((found) => found !== undefined);
    if (run === undefined) return { unreadable: firstShared(segments, read) };
    const name = `#${runs.length}`;
    runs.push({ name, pieces: run });
    divided.push(unknownIn(run, read));
    open = open.map(({ index, pieces }) => ({ index, pieces: withRun(pieces, run, name) }));
  }
  const names = segments.flatMap((pieces) => unknownIn(pieces, known));
  return { steps, runs, names: [...new Set(names)], divided: divided.filter((group) => new Set(group).size > 1) };
}

type Name = TextPiece & { readonly kind: 'name' };

function namesIn(pieces: Segment): readonly Name[] {
  return pieces.filter((piece): piece is Name => piece.kind === 'name');
}

function unknownIn(pieces: Segment, known: ReadonlySet<string>): readonly string[] {
  return namesIn(pieces).flatMap(({ name }) => (known.has(name) ? [] : [name]));
}

function isReadable(step: ReadStep, open: readonly ReadStep[], known: ReadonlySet<string>): boolean {
  const unknown = unknownIn(step.pieces, known);
  const different = new Set(unknown);
  if (different.size <= 1) return true;
  if (different.size < unknown.length) return false;
  return !open.some((other) => other !== step && namesIn(other.pieces).some(({ name }) => different.has(name)));
}

/** The pieces from the first to the last unknown name of a segment, if their names occur nowhere else than in such pieces. */
function runIn(pieces: Segment, open: readonly ReadStep[], known: ReadonlySet<string>): Segment | undefined {
  const isUnknown = (piece: TextPiece) => piece.kind === 'name' && !known.has(piece.name);
  const run = pieces.slice(pieces.findIndex(isUnknown), pieces.findLastIndex(isUnknown) + 1);
  const names = unknownIn(run, known);
  if (new Set(names).size < names.length) return undefined;
  const isOnlyInRuns = open.every((step) => {
    const rest = namesIn(withRun(step.pieces, run, ''));
    return !rest.some(({ name }) => names.includes(name));
  });
  return isOnlyInRuns ? run : undefined;
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
