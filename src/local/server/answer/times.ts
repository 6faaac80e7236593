/** Unix milliseconds as HTTP writes them: `Wed, 01 Jan 2025 00:00:00 GMT`. Whole seconds. */
export function httpDate(milliseconds: number): string {
  const second = Math.floor(milliseconds / 1000);
  const known = texts.get(second);
  if (known !== undefined) return known;
  if (texts.size >= MOST_TEXTS) texts.clear();
  const text = new Date(second * 1000).toUTCString();
  texts.set(second, text);
  return text;
}

/** Cached because every answer has its own date, and often that of an object. */
const texts = new Map<number, string>();
const MOST_TEXTS = 1000;

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

const DAY = 86_400_000;

/** Caches the text of the day: the objects of a page are from few days, and formatting a day is the slow part. */
let lastDay = { day: Number.NaN, text: '' };

/** Times in the XML documents of OSS: `2025-01-01T00:00:00.000Z`. `milliseconds` are whole Unix milliseconds. */
export function isoTime(milliseconds: number): string {
  const day = Math.floor(milliseconds / DAY);
  if (day !== lastDay.day) lastDay = { day, text: new Date(day * DAY).toISOString().split('T', 1)[0] ?? '' };
  const time = milliseconds - day * DAY;
  const seconds = Math.floor(time / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${lastDay.text}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${three(time % 1000)}Z`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

function three(number: number): string {
  return number < 100 ? `0${two(number)}` : `${number}`;
}
