/** Unix milliseconds as `x-oss-date` writes them: YYYYMMDDTHHMMSSZ. Its first eight characters are the scope's date. */
export function dateTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
