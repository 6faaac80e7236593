/** Milliseconds. */
const PAUSE = 60_000;
const REMEMBERED = 100;

/** Passes errors on, but the same words only once a minute: a disk that is full fails a thousand requests a second. */
export const sparingly = (tell: (error: unknown) => void, now: () => number): ((error: unknown) => void) => {
  const told = new Map<string, number>();
  return (error) => {
    const words = String(error);
    const last = told.get(words);
    if (last !== undefined && now() - last < PAUSE) return;
    if (told.size >= REMEMBERED) told.clear();
    told.set(words, now());
    tell(error);
  };
};
