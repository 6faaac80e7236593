import { mergeKnown, type Segment, type Texts } from './key-layout.ts';
import type { PlanStep, ReadingPlan } from './plan-reading.ts';
import { readSharedName } from './shared-name.ts';

/**
 * Reads segments by a plan, and adds the texts of their names. Returns false if a segment does not match. Then `texts` is as
 * before.
 *
 * @param from the index in `segments` of the first segment of the plan.
 */
export function readSegments(plan: ReadingPlan, segments: readonly string[], from: number, texts: Texts): boolean {
  const isRead =
    plan.steps.every((step) => readStep(step, (index) => segments[from + index] ?? '', texts)) &&
    plan.runs.toReversed().every(({ name, pieces }) => readSegment(pieces, texts.get(name) ?? '', texts));
  if (!isRead) for (const name of plan.names) texts.delete(name);
  for (const { name } of plan.runs) texts.delete(name);
  return isRead;
}

function readStep(step: PlanStep, textAt: (index: number) => string, texts: Texts): boolean {
  if ('index' in step) return readSegment(step.pieces, textAt(step.index), texts);
  const own = readSharedName(step, texts, textAt);
  if (own !== undefined) texts.set(step.shared, own);
  return own !== undefined;
}

/** Reads one segment. Its unknown names are all different, or all the same. Adds their texts. */
export function readSegment(pieces: Segment, text: string, texts: Texts): boolean {
  const { literals, names } = mergeKnown(pieces, texts);
  const [name] = names;
  if (name === undefined) return text === literals[0];
  return names.length > 1 && names[1] === name
    ? readRepeated(name, literals, text, texts)
    : divide(names, literals, text, texts);
}

/** Reads a segment with one name that occurs several times, like `{v}-{v}`. The length of the segment determines its text. */
function readRepeated(name: string, literals: readonly string[], text: string, texts: Texts): boolean {
  const length = (text.length - literals.join('').length) / (literals.length - 1);
  const [first = ''] = literals;
  const own = text.slice(first.length, first.length + length);
  if (length < 1 || literals.join(own) !== text) return false;
  texts.set(name, own);
  return true;
}

/**
 * Divides a text at the literals between its names. Each name takes as much as it can, the first name first: each literal is
 * the last one that leaves a character for every name.
 */
function divide(names: readonly string[], literals: readonly string[], text: string, texts: Texts): boolean {
  const first = literals[0] ?? '';
  const last = literals.at(-1) ?? '';
  let end = text.length - last.length;
  if (end <= first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  for (let i = names.length - 1; i > 0; i--) {
    const literal = literals[i] ?? '';
    const latest = end - 1 - literal.length;
    const at = latest <= first.length ? -1 : text.lastIndexOf(literal, latest);
    if (at <= first.length) return false;
    texts.set(names[i] ?? '', text.slice(at + literal.length, end));
    end = at;
  }
  texts.set(names[0] ?? '', text.slice(first.length, end));
  return true;
}
