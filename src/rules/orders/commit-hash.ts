/** The first run of letters and digits of a text: `1a2b3c4` in `1a2b3c4-dirty` and in `1a2b3c4d.js`. */
const FIRST_RUN = /^[0-9A-Za-z]+/;

/** Git abbreviates hashes to seven digits or more. Letters are required: digits alone are a number. */
const HEX = /^(?=.{7})[0-9]*[A-Fa-f][0-9A-Fa-f]*$/;

/** A day and one letter with a number, like `20250626a1`. No hash of seven or eight digits has this form. */
const DATED = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[A-Fa-f]\d*$/;

/**
 * Whether a text begins with a hexadecimal hash, such as an abbreviated commit id or a UUID. Such a text is not a version,
 * although `123b456` could be read as the beta 456 of version 123.
 */
export function beginsWithHash(text: string): boolean {
  const [run = ''] = FIRST_RUN.exec(text) ?? [];
  return HEX.test(run) && !DATED.test(run);
}
