const DAY = 86_400_000;

/** Times of a page lie in few days, and to write a day is what costs. */
let lastDay = { day: Number.NaN, text: '' };

/** Times in the XML documents of OSS: `2025-01-01T00:00:00.000Z`. `milliseconds` are those of Unix, and whole. */
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
