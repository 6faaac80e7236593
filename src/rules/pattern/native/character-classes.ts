import type { CodePoints } from './code-points.ts';

/** What RE2's classes contain, which differs from JavaScript in `\s`. */
export const CLASSES: Readonly<Record<string, CodePoints>> = {
  d: [[0x30, 0x39]],
  s: [
    [0x09, 0x0a],
    [0x0c, 0x0d],
    [0x20, 0x20],
  ],
  w: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
};

const UPPER: CodePoints = [[0x41, 0x5a]];
const LOWER: CodePoints = [[0x61, 0x7a]];
const DIGIT: CodePoints = [[0x30, 0x39]];

/** The classes in `[[:name:]]`. */
export const NAMED_CLASSES: Readonly<Record<string, CodePoints>> = {
  alnum: [...DIGIT, ...UPPER, ...LOWER],
  alpha: [...UPPER, ...LOWER],
  ascii: [[0, 0x7f]],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: DIGIT,
  graph: [[0x21, 0x7e]],
  lower: LOWER,
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  upper: UPPER,
  word: [...DIGIT, ...UPPER, [0x5f, 0x5f], ...LOWER],
  xdigit: [...DIGIT, [0x41, 0x46], [0x61, 0x66]],
};
