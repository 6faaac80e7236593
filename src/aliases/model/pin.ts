/** A person's decision that an alias stays where it is. */
export interface Pin {
  readonly reason: string;
  /** Unix milliseconds. Absent: until a person unpins the alias. */
  readonly until?: number | undefined;
  /**
   * Who pinned the alias and when (Unix milliseconds), if a later write of autoalias kept the pin. Absent in the version that the
   * pin command wrote: there the actor and the time of the version say it.
   */
  readonly by?: string | undefined;
  readonly since?: number | undefined;
}

/** The pin that keeps an alias where it is, in the form of the output. */
export interface PinView {
  readonly reason: string;
  /** When it ends, in ISO 8601. Null if it lasts until a person unpins the alias. */
  readonly until: string | null;
  /** When a person pinned it, in ISO 8601. Null if the store did not say. */
  readonly since: string | null;
  /** Who pinned it, as the record says. */
  readonly actor: string | null;
  /** The target that the rules choose instead; null if there is none. Absent if the candidates were not listed. */
  readonly otherwise?: string | null | undefined;
}

/** In characters. OSS limits the metadata of a link to 8 KB, and percent-encoding lengthens the reason. */
const LONGEST_REASON = 500;

/**
 * Why a reason cannot be recorded. Undefined if it can. The text continues a sentence that begins with "the reason".
 */
export function reasonProblem(reason: string): string | undefined {
  if (reason.trim() === '') return 'is empty; say why';
  if (reason.length <= LONGEST_REASON) return undefined;
  return `has ${reason.length} characters, and the limit is ${LONGEST_REASON}; shorten it, or give the address of a page with the details`;
}

export function isPinActive(pin: Pin | undefined, now: number): pin is Pin {
  return pin !== undefined && (pin.until === undefined || now < pin.until);
}

/** One short line for people: `pinned until 2026-12-01T00:00:00Z: 1.10 breaks logins`. */
export function pinText({ reason, until }: Pin): string {
  const end = until === undefined ? '' : ` until ${timeText(until)}`;
  return `pinned${end}: ${reason}`;
}

/** ISO 8601, without fractions where there are none. */
export function timeText(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
