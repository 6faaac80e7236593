/** Unix milliseconds as `x-oss-date` writes them: YYYYMMDDTHHMMSSZ. Its first eight characters are the scope's date. */
export const dateTime = (now: number): string => `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
