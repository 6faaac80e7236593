/** A person's decision that the machine respects: the alias stays where it is. */
export interface Pin {
  readonly reason: string;
  /** Unix milliseconds; absent: until somebody unpins it. */
  readonly until?: number | undefined;
}

export const holds = (pin: Pin | undefined, now: number): pin is Pin =>
  pin !== undefined && (pin.until === undefined || now < pin.until);

/** One short line for people: `pinned until 2026-12-01T00:00:00Z: 1.10 breaks logins`. */
export const pinText = ({ reason, until }: Pin): string => {
  const end = until === undefined ? '' : ` until ${timeText(until)}`;
  return `pinned${end}: ${reason}`;
};

/** ISO 8601, without fractions where there are none. */
export const timeText = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z');
