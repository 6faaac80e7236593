import { mergeKnown, type Segment, type Texts } from './key-layout.ts';

/** A segment of a key template, and its index. */
export interface PlacedSegment {
  readonly index: number;
  readonly pieces: Segment;
}

/**
 * Reads a name that is the first, or the last, unknown name of several segments, like `{app}` in
 * `{app}-{version}/{app}-{os}.zip`.
 */
export interface SharedStep {
  readonly shared: string;
  readonly side: 'first' | 'last';
  readonly segments: readonly PlacedSegment[];
  /**
   * Whether all segments also have the same second name, like `{name}-{version}/{name}_{version}.tgz`. The first segment then
   * has no other unknown names, so it shows how long both texts are together.
   */
  readonly isPair: boolean;
}

/** Finds a name that can be read before the segments in which it occurs. */
export function planSharedName(
  open: readonly PlacedSegment[],
  unknownIn: (pieces: Segment) => readonly string[],
): SharedStep | undefined {
  const all = open.flatMap(({ pieces }) => unknownIn(pieces));
  const isSingle = (name: string) => all.indexOf(name) === all.lastIndexOf(name);
  for (const shared of new Set(all)) {
    const segments = open.filter(({ pieces }) => unknownIn(pieces).includes(shared));
    const namesOf = (segment: PlacedSegment, side: SharedStep['side']): readonly string[] =>
      side === 'first' ? unknownIn(segment.pieces) : unknownIn(segment.pieces).toReversed();
    for (const side of ['first', 'last'] as const) {
      const isFirst = segments.every((one) => {
        const [first, ...others] = namesOf(one, side);
        return first === shared && others.length > 0 && others.every(isSingle);
      });
      if (isFirst) return { shared, side, segments, isPair: false };
    }
    const whole = segments.find(({ pieces }) => unknownIn(pieces).length === 2);
    const [, second] = whole === undefined ? [] : unknownIn(whole.pieces);
    const isPair = segments.every((one) => {
      const [first, next, ...others] = unknownIn(one.pieces);
      return first === shared && next === second && others.every(isSingle);
    });
    const isElsewhere = all.filter((name) => name === second).length > segments.length;
    if (whole === undefined || second === shared || !isPair || isElsewhere) continue;
    const others = segments.filter((one) => one !== whole);
    return { shared, side: 'first', segments: [whole, ...others], isPair };
  }
  return undefined;
}

/** Whether the text of the shared name is certain in every key: different separators of one length show where it ends. */
export function isCertain({ segments, isPair }: SharedStep, known: ReadonlySet<string>): boolean {
  const texts = new Map([...known].map((name) => [name, '']));
  const separators = new Set(segments.map(({ pieces }) => mergeKnown(pieces, texts).literals[1] ?? ''));
  return isPair && separators.size > 1 && new Set([...separators].map(({ length }) => length)).size === 1;
}

/**
 * Finds the text of the shared name in linear time. Each name takes as much as it can, the first one first. So the longest
 * text is chosen if the shared name comes first, and the shortest one if it comes last.
 */
export function readSharedName(
  { side, segments, isPair }: SharedStep,
  texts: Texts,
  textAt: (index: number) => string,
): string | undefined {
  const parts: OpenPart[] = [];
  for (const { index, pieces } of segments) {
    const part = openPart(pieces, textAt(index), side, texts);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const cut = isPair ? cutPairs(parts) : parts;
  const [first] = cut;
  if (first === undefined) return undefined;
  const most = Math.min(...cut.map((part) => Math.min(part.most, commonStart(first.text, part.text))));
  const least = isPair
    ? Math.max(1, ...cut.map((part) => first.most + 1 - commonStart(flip(first.text), flip(part.text))))
    : 1;
  for (let i = least; i <= most; i++) {
    const length = side === 'first' ? least + most - i : i;
    if (!cut.every(({ text, separator }) => text.startsWith(separator, length))) continue;
    const own = first.text.slice(0, length);
    return side === 'first' ? own : flip(own);
  }
  return undefined;
}

/** The text of a segment from the shared name on. If the name is the last one, all texts are reversed. */
interface OpenPart {
  readonly text: string;
  /** The text between the name and the next one. */
  readonly separator: string;
  /** The greatest length of the name that leaves a character for each other name. */
  readonly most: number;
}

function openPart(pieces: Segment, whole: string, side: SharedStep['side'], texts: Texts): OpenPart | undefined {
  const { literals: inOrder } = mergeKnown(pieces, texts);
  const literals = side === 'first' ? inOrder : inOrder.toReversed().map(flip);
  const [before = '', separator = ''] = literals;
  const after = literals.at(-1) ?? '';
  const all = side === 'first' ? whole : flip(whole);
  if (!all.startsWith(before) || !all.endsWith(after)) return undefined;
  const text = all.slice(before.length);
  let end = text.length - after.length;
  for (const literal of literals.slice(2, -1).toReversed()) {
    const latest = end - 1 - literal.length;
    end = latest < 0 ? -1 : text.lastIndexOf(literal, latest);
  }
  const most = end - 1 - separator.length;
  return most < 1 ? undefined : { text, separator, most };
}

/** Cuts the text of each part after the second name, whose end is known from the first part. Empty if one is too short. */
function cutPairs(parts: readonly OpenPart[]): readonly OpenPart[] {
  const both = (parts[0]?.most ?? 0) + 1;
  const cut = parts.map(({ text, separator }) => ({
    text: text.slice(0, both + separator.length),
    separator,
    most: both - 1,
  }));
  return cut.every(({ text, separator }) => text.length === both + separator.length) ? cut : [];
}

/** The length of the text with which both texts begin. */
function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function flip(text: string): string {
  return text.split('').reverse().join('');
}
