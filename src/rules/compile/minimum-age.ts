import type { RuleProblem } from './rule-problem.ts';

/** How long a candidate must have existed unchanged before it can be a target. */
export interface MinimumAge {
  /** The duration as written. */
  readonly text: string;
  readonly milliseconds: number;
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** The longest minimum age: ten years. */
const LONGEST = 3650 * 86_400_000;

/** Parses a minimum age like `30m`, `2h` or `7d`. Returns the problem if it is invalid. */
export function parseMinimumAge(text: string): MinimumAge | Omit<RuleProblem, 'path'> {
  const [, digits = '', unit = ''] = /^(\d{1,9})([smhdw])$/.exec(text) ?? [];
  const milliseconds = Number(digits) * (UNITS[unit] ?? Number.NaN);
  if (milliseconds > 0 && milliseconds <= LONGEST) return { text, milliseconds };
  return {
    what: 'minimumAge cannot be used',
    why: `"${text}" is not a duration between 1s and 3650d`,
    instead: 'write a whole number followed by s, m, h, d or w, like 30m, 2h or 7d',
  };
}

/** Why an object is too young to be a target, or undefined if it is old enough. Both times are Unix milliseconds. */
export function ageRefusal(minimum: MinimumAge | undefined, lastModified: number, now: number): string | undefined {
  if (minimum === undefined || now - lastModified >= minimum.milliseconds) return undefined;
  const until = new Date(lastModified + minimum.milliseconds).toISOString();
  return `it is younger than ${minimum.text} (until ${until})`;
}
