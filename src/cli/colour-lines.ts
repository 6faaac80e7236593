const RESET = '\u001b[0m';
const BOLD = '\u001b[1m';
const RED = '\u001b[31m';
const GREEN = '\u001b[32m';
const YELLOW = '\u001b[33m';

/** What a line is told by, and how it is shown. The first that fits counts. */
const COLOURS: readonly (readonly [line: RegExp, colour: string])[] = [
  [/^(?<before>)(?<told>[A-Z]+(?: [A-Z]+)*(?: {2,}[A-Z]+(?: [A-Z]+)*)+)$/, BOLD],
  [/^(?<before>)(?<told>autoalias:)(?= )/, RED],
  // Where it stands in a file comes first, and a note is no reason to look up.
  [/^(?<before>\S.*?:\d+:\d+: )(?<told>warning:)(?= )/, YELLOW],
  // The second column of a table. The words of the first have one space between them at most.
  [/^(?<before>[^\s{"[]\S*(?: \S+)* {2,})(?<told>failed|dangling)(?= {2}|$)/, RED],
  [
    /^(?<before>[^\s{"[]\S*(?: \S+)* {2,})(?<told>refused?|yielded|stale|foreign|missing|orphaned|removed?)(?= {2}|$)/,
    YELLOW,
  ],
  [/^(?<before>[^\s{"[]\S*(?: \S+)* {2,})(?<told>point|pointed|right)(?= {2}|$)/, GREEN],
];

/** Text for people, with the heads of tables and what needs attention in colour. JSON stays as it is. */
export const colourLines = (text: string): string => text.split('\n').map(colourLine).join('\n');

const colourLine = (line: string): string => {
  for (const [pattern, colour] of COLOURS) {
    const { before = '', told } = pattern.exec(line)?.groups ?? {};
    if (told !== undefined) return `${before}${colour}${told}${RESET}${line.slice(before.length + told.length)}`;
  }
  return line;
};

/**
 * Whether a stream is shown in colour: a terminal that can, unless NO_COLOR says no (no-color.org). FORCE_COLOR wins over
 * both, as in Node.
 */
export const wantsColour = (isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean => {
  const forced = env.FORCE_COLOR ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return isTerminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
};
