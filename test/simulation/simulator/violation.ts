/** What the product must never do, and did. */
export interface Violation extends Error {
  readonly name: 'Violation';
}

export const violation = (what: string): Violation => Object.assign(new Error(what), { name: 'Violation' as const });

export const isViolation = (error: unknown): error is Violation => error instanceof Error && error.name === 'Violation';
