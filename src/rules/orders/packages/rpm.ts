import { beginsWithHash } from '../commit-hash.ts';
import type { NotOrdered, Order, OrderValue } from '../order.ts';

interface Version {
  readonly epoch: bigint;
  readonly version: string;
  /** Undefined if the text has no release. Such a text is less than one with a release. */
  readonly release: string | undefined;
}

const SHAPE = /^(?:(?<epoch>\d+):)?(?<version>[0-9A-Za-z._+~^]+)(?:-(?<release>[0-9A-Za-z._+~^]+))?$/;

/**
 * Versions of RPM packages, `[epoch:]version[-release]`, compared like rpm does (rpm-version(7), and rpmvercmp in rpm 4.18):
 * `1.0~rc1 < 1.0 < 1.0^git1 < 1.0.1`. A version with `~` is a prerelease. A version that begins with a letter is read only
 * if a release follows, so that `latest` and hashes are not read.
 */
export const rpm: Order<Version> = {
  parse(text): OrderValue<Version> | NotOrdered {
    const { epoch = '0', version = '', release } = SHAPE.exec(text)?.groups ?? {};
    const isPlain = release === undefined && !text.includes(':');
    if (!/\d/.test(version) || (isPlain && (!/^\d/.test(version) || beginsWithHash(text)))) {
      return { ok: false, why: `"${text}" is not a version of an RPM package (like 1.10.0-1.fc40 or 1:2.0~rc1-3)` };
    }
    return {
      ok: true,
      value: { epoch: BigInt(epoch), version, release },
      prerelease: version.includes('~'),
      parts: { epoch, version, release: release ?? '' },
    };
  },
  compare: (a, b) =>
    (a.epoch < b.epoch ? -1 : a.epoch > b.epoch ? 1 : 0) ||
    compareSegments(a.version, b.version) ||
    (a.release === undefined || b.release === undefined
      ? Number(b.release === undefined) - Number(a.release === undefined)
      : compareSegments(a.release, b.release)),
  parts: ['epoch', 'version', 'release'],
  examples: ['1.10.0-1.fc40', '1:2.0~rc1-3', '5.10'],
};

/** Compares segments of digits, segments of letters, `~` and `^`. All other characters only separate segments. */
function compareSegments(a: string, b: string): number {
  const [x, y] = [segmentsOf(a), segmentsOf(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = compareSegment(x[i] ?? '', y[i] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}

function segmentsOf(text: string): readonly string[] {
  return text.match(/\d+|[A-Za-z]+|[~^]/g) ?? [];
}

/** `~` comes before the end of the text, which is empty here. Then come `^`, letters and digits. */
function compareSegment(a: string, b: string): number {
  const [x, y] = [kindOf(a), kindOf(b)];
  if (x !== y) return x - y;
  if (x === DIGITS) return Number(BigInt(a) > BigInt(b)) - Number(BigInt(a) < BigInt(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

const DIGITS = 4;

function kindOf(segment: string): number {
  if (segment === '~') return 0;
  if (segment === '') return 1;
  if (segment === '^') return 2;
  return /^\d/.test(segment) ? DIGITS : 3;
}
