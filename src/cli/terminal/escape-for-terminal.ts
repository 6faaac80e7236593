/**
 * Characters that end a line, drive the terminal, change the direction of text, or are invisible: control and format
 * characters, line separators, lone surrogates, and those that Unicode calls "default ignorable" (zero-width characters,
 * soft hyphens, variation selectors, tags).
 */
const HIDDEN = String.raw`\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}`;

/** Inside an emoji, U+FE0F and U+200D are part of its appearance. */
const EMOJI = String.raw`\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?`;
const PART_OF_EMOJI = String.raw`(?<=\p{Extended_Pictographic})\ufe0f|(?<=[0-9#*])\ufe0f(?=\u20e3)|(?<=${EMOJI})\u200d(?=\p{Extended_Pictographic})`;

/** A backslash that would read as the start of one of our own escapes. */
const AMBIGUOUS = String.raw`\\(?=x[0-9a-f]{2}|u\{[0-9a-f]{1,6}\})`;

const UNSAFE = new RegExp(`(?!${PART_OF_EMOJI})[${HIDDEN}]|${AMBIGUOUS}`, 'gu');
const HIDDEN_ONLY = new RegExp(`(?!${PART_OF_EMOJI})[${HIDDEN}]`, 'gu');
const UNSAFE_IN_JSON = new RegExp(`[${HIDDEN}]`, 'gu');

/**
 * Renders text from outside (keys, messages, reasons, file names) as one line that a terminal can show as it is.
 * Unsafe characters become `\x1b` or `\u{202e}`. A backslash in front of text that looks like such an escape becomes
 * `\x5c`, so two different texts never look the same.
 */
export function escapeForTerminal(text: string): string {
  return text.replace(UNSAFE, escapeOf);
}

/** Escapes hidden characters in a line whose foreign parts may be escaped already. Backslashes stay as they are. */
export function escapeHidden(line: string): string {
  return line.replace(HIDDEN_ONLY, escapeOf);
}

/** JSON with the same characters escaped inside its strings. It parses to the same value. */
export function escapeJsonForTerminal(json: string): string {
  return json.replace(UNSAFE_IN_JSON, (character) => (character === '\n' ? character : utf16EscapesOf(character)));
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

function utf16EscapesOf(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');
}
