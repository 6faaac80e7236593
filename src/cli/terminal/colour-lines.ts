const RESET = '\u001b[0m';
const BOLD = '\u001b[1m';
const RED = '\u001b[31m';
const GREEN = '\u001b[32m';
const YELLOW = '\u001b[33m';

/** The coloured word of a line, and its colour. The first pattern that matches counts. */
const COLOURS: readonly (readonly [line: RegExp, colour: string])[] = [
  [/^(?<before>)(?<word>[A-Z]+(?: [A-Z]+)*(?: {2,}[A-Z]+(?: [A-Z]+)*)+)$/, BOLD],
  [/^(?<before>)(?<word>autoalias:)(?= )/, RED],
  // The position in the file comes first. Notes are not coloured.
  [/^(?<before>\S.*?:\d+:\d+: )(?<word>warning:)(?= )/, YELLOW],
  // The second column of a table. The words of the first have one space between them at most.
  [/^(?<before>[^\s{"[]\S*(?: \S+)* {2,})(?<word>failed|dangling)(?= {2}|$)/, RED],
  [
    /^(?<before>[^\s{"[]\S*(?: \S+)* {2,})(?<word>refused?|yielded|stale|foreign|missing|orphaned|removed?)(?= {2}|$)/,
    YELLOW,
  ],
  [/^(?<before>[^\s{"[]\S*(?: \S+)* {2,})(?<word>point|pointed|right)(?= {2}|$)/, GREEN],
];

/**
 * Colours table headers, errors and states. JSON is unchanged.
 *
 * Works on the finished text, since commands write through `guardIo`, which escapes every control character. A command that
 * coloured its own text would need a way around that guard, which text of a hostile store could use as well.
 */
export function colourLines(text: string): string {
  return text.split('\n').map(colourLine).join('\n');
}

function colourLine(line: string): string {
  for (const [pattern, colour] of COLOURS) {
    const { before = '', word } = pattern.exec(line)?.groups ?? {};
    if (word !== undefined) return `${before}${colour}${word}${RESET}${line.slice(before.length + word.length)}`;
  }
  return line;
}

/**
 * Whether to colour a stream: only a terminal, unless NO_COLOR is set (no-color.org) or TERM is dumb. FORCE_COLOR overrides
 * all of them, as in Node.
 */
export function wantsColour(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const forced = env.FORCE_COLOR ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return isTerminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}
