/** Unix milliseconds as HTTP writes them: `Wed, 01 Jan 2025 00:00:00 GMT`. Whole seconds. */
export function httpDate(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  if (second !== last.second) last = { second, text: new Date(second * 1000).toUTCString() };
  return last.text;
}

/** Cached because every answer has a date, and a busy server sends many answers per second. */
let last = { second: Number.NaN, text: '' };

const httpDateShape =
  /^[A-Za-z]{3,9}, ?(\d{1,2})[ -][A-Za-z]{3}[ -](?:\d{2}|\d{4}) \d{2}:\d{2}:\d{2} (?:GMT|UTC|\+0000)$/;

/** Unix milliseconds, or undefined if the text is not an HTTP date. */
export function readHttpDate(text: string): number | undefined {
  const [, day] = httpDateShape.exec(text) ?? [];
  if (day === undefined) return undefined;
  const date = new Date(text);
  // Date.parse reads 31 February as 3 March. For an invalid date, NaN equals nothing.
  return date.getUTCDate() === Number(day) ? date.getTime() : undefined;
}
