const MOST = 20;
const LONGEST = 500;

/** The first texts of a list as one, each cut short, and how many more there are: a message of bounded length. */
export function listSome(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST).map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
  const left = texts.length - shown.length;
  return [...shown, ...(left > 0 ? [`and ${left} more`] : [])].join('; ');
}
