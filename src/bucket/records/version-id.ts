/**
 * Version ids in the form of the samples in documentation and SDKs: 64 characters of Base64 with `.` for `+` and `_`
 * for `/`. The bytes are a protobuf message of four fields: 1, a small integer, a time with a counter, 32 hex digits.
 * Ids are opaque to clients. Here the hex digits begin with the sequence number of the version, so that an id leads to
 * its version without an index.
 */
const SEQUENCE_DIGITS = 14;
const ID_DIGITS = 32;
const TIME_BYTES = 9;
const HEAD = [0x08, 0x01, 0x10, 0x2c, 0x18];
const BEFORE_DIGITS = [0x22, ID_DIGITS];

/** `now` in Unix milliseconds; `entropy` 32 hex digits. */
export function makeVersionId(sequence: number, now: number, entropy: string): string {
  const digits = sequence.toString(16).padStart(SEQUENCE_DIGITS, '0') + entropy.slice(SEQUENCE_DIGITS, ID_DIGITS);
  const bytes = [...HEAD, ...timeField(now, sequence), ...BEFORE_DIGITS];
  return toText(String.fromCharCode(...bytes) + digits);
}

/** The sequence number in an id of {@link makeVersionId}, or undefined for any other text. */
export function sequenceInVersionId(versionId: string): number | undefined {
  if (!/^[A-Za-z0-9._]{64}$/.test(versionId)) return undefined;
  const digits = fromText(versionId).slice(-ID_DIGITS);
  return /^[0-9a-f]{32}$/.test(digits) ? Number.parseInt(digits.slice(0, SEQUENCE_DIGITS), 16) : undefined;
}

/** The time in milliseconds and 20 bits of counter, as a varint of fixed length, so that all ids have the same length. */
function timeField(now: number, counter: number): number[] {
  let rest = (BigInt(Math.max(0, Math.floor(now))) << 20n) | BigInt(counter % 0x100000);
  return Array.from({ length: TIME_BYTES }, (_, i) => {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    return i === TIME_BYTES - 1 ? low : low | 0x80;
  });
}

function toText(bytes: string): string {
  return btoa(bytes).replaceAll('+', '.').replaceAll('/', '_');
}

function fromText(text: string): string {
  return atob(text.replaceAll('.', '+').replaceAll('_', '/'));
}
