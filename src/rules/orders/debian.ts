import { beginsWithHash } from './commit-hash.ts';
import type { NotOrdered, Order, OrderValue } from './order.ts';

interface Version {
  readonly epoch: bigint;
  readonly upstream: string;
  readonly revision: string;
}

/** The upstream version begins with a digit, and the revision follows the last hyphen (Debian Policy Manual, 5.6.12). */
const SHAPE = /^(?:(\d+):)?(\d(?:[A-Za-z0-9.+~-]*?[A-Za-z0-9.+~])??)(?:-([A-Za-z0-9.+~]+))?$/;

/**
 * Versions of Debian packages, compared like `dpkg --compare-versions` (Debian Policy Manual, 5.6.12): `1.0~rc1 < 1.0 <
 * 1.0-1 < 1.0+b1 < 1:0.1`. A version with `~` in its upstream version is a prerelease. Hashes are not versions.
 */
export const debian: Order<Version> = {
  parse(text): OrderValue<Version> | NotOrdered {
    const match = beginsWithHash(text) ? null : SHAPE.exec(text);
    const [, epoch = '0', upstream, revision = ''] = match ?? [];
    if (upstream === undefined) {
      return { ok: false, why: `"${text}" is not a Debian version (like 1.10.0-1 or 1:2.0~rc1-3)` };
    }
    return {
      ok: true,
      value: { epoch: BigInt(epoch), upstream, revision },
      prerelease: upstream.includes('~'),
      parts: { epoch, upstream, revision },
    };
  },
  compare: (a, b) =>
    (a.epoch < b.epoch ? -1 : a.epoch > b.epoch ? 1 : 0) ||
    compareRuns(a.upstream, b.upstream) ||
    compareRuns(a.revision, b.revision),
  parts: ['epoch', 'upstream', 'revision'],
  examples: ['1.2.3-1', '1:2.0~rc1-3', '5.10'],
};

/** Compares runs of non-digits and of digits alternately. A missing run counts as an empty text or as 0. */
function compareRuns(a: string, b: string): number {
  const [x, y] = [runsOf(a), runsOf(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = i % 2 === 0 ? compareText(x[i] ?? '', y[i] ?? '') : compareDigits(x[i] ?? '', y[i] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Divides a text into runs. The first one consists of non-digits, so that runs at the same index have the same kind. */
function runsOf(text: string): readonly string[] {
  const runs = text.match(/\d+|\D+/g) ?? [];
  return /^\d/.test(text) ? ['', ...runs] : runs;
}

function compareDigits(a: string, b: string): number {
  const [x, y] = [BigInt(a === '' ? '0' : a), BigInt(b === '' ? '0' : b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareText(a: string, b: string): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = weight(a.charAt(i)) - weight(b.charAt(i));
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The sort position of a character. A tilde comes before the end of the text, then letters, then all other characters. */
function weight(character: string): number {
  if (character === '~') return -1;
  if (character === '') return 0;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}
