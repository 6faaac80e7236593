/** What `doctor` checks, in the order of its table. */
export const CHECKS = [
  'clock',
  'versioning',
  'functions',
  'rules',
  'triggers',
  'rights',
  'queue',
  'logs',
  'sweep',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** The result of a check. A check can have several findings. */
export interface Verdict {
  readonly check: CheckName;
  /** `unknown`: the check could not be made, and does not count as a finding. */
  readonly state: 'ok' | 'finding' | 'unknown';
  /** What was found and what it means; for `unknown`, why. */
  readonly what: string;
  /** What to do about a finding. */
  readonly instead?: string;
}

/** A check without its name. */
export type Outcome = Omit<Verdict, 'check'>;

export function ok(what: string): Outcome {
  return { state: 'ok', what };
}

export function finding(what: string, instead: string): Outcome {
  return { state: 'finding', what, instead };
}

export function unknown(why: string): Outcome {
  return { state: 'unknown', what: `unknown, because ${why}` };
}

/** The findings, or else that all is well. */
export function findingsOr(found: readonly Outcome[], otherwise: Outcome): readonly Outcome[] {
  return found.length > 0 ? found : [otherwise];
}
