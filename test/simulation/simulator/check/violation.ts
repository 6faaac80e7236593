/** The product did something that it must never do. */
export interface Violation extends Error {
  readonly name: 'Violation';
}

export function violation(what: string): Violation {
  return Object.assign(new Error(what), { name: 'Violation' as const });
}

export function isViolation(error: unknown): error is Violation {
  return error instanceof Error && error.name === 'Violation';
}
