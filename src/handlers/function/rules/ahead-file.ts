import { createHash } from 'node:crypto';
import type { AheadRules } from '../../../rules/ahead/ahead-rules.ts';

/** The file of rules compiled ahead, as JSON. It contains its own digest, so that a changed or damaged file is not used. */
export function writeAheadFile(ahead: AheadRules): string {
  return seal(JSON.stringify(ahead));
}

/** The content of a file that {@link writeAheadFile} wrote. Undefined if anything in it has changed since. */
export function readAheadFile(text: string): unknown {
  const json = text.slice(HEAD_LENGTH, -TAIL.length);
  return text === seal(json) ? JSON.parse(json) : undefined;
}

const TAIL = '}';
const HEAD_LENGTH = headOf('').length;

function seal(json: string): string {
  return `${headOf(json)}${json}${TAIL}`;
}

function headOf(json: string): string {
  return `{"sha256":"${createHash('sha256').update(json).digest('hex')}","ahead":`;
}
