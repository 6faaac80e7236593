import type { NotOrdered, Order, OrderValue } from '../order.ts';

type Segment = bigint | string;

/** Gem::Version::VERSION_PATTERN. Ruby also reads an empty text and surrounding spaces, which are not versions here. */
const SHAPE = /^[0-9]+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/**
 * Versions of Ruby gems, compared like Gem::Version of RubyGems 3.3: `1.0.a < 1.0.b2 < 1.0.pre.1 < 1.0 < 1.0.1`. `1` equals
 * `1.0`. A version with a letter is a prerelease. A hyphen stands for `.pre.`, so `1.0-1` is a prerelease too.
 */
export const gem: Order<readonly Segment[]> = {
  parse(text): OrderValue<readonly Segment[]> | NotOrdered {
    if (!SHAPE.test(text)) return { ok: false, why: `"${text}" is not a version of a gem (like 1.10.0 or 2.0.0.rc1)` };
    const segments = (text.replaceAll('-', '.pre.').match(/[0-9]+|[A-Za-z]+/g) ?? []).map(segmentOf);
    const firstWord = segments.findIndex((segment) => typeof segment === 'string');
    const numbers = firstWord === -1 ? segments : segments.slice(0, firstWord);
    const [major = 0n, minor = 0n, patch = 0n] = numbers;
    return {
      ok: true,
      value: [...withoutZeros(numbers), ...withoutZeros(firstWord === -1 ? [] : segments.slice(firstWord))],
      prerelease: firstWord !== -1,
      parts: { major: `${major}`, minor: `${minor}`, patch: `${patch}` },
    };
  },
  compare(a, b) {
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      const difference = compareSegment(a[i] ?? 0n, b[i] ?? 0n);
      if (difference !== 0) return difference;
    }
    return 0;
  },
  parts: ['major', 'minor', 'patch'],
  examples: ['1.10.0', '2.0.0.rc1', '3.0.0.pre.1'],
};

function segmentOf(text: string): Segment {
  return /^\d/.test(text) ? BigInt(text) : text;
}

function withoutZeros(segments: readonly Segment[]): readonly Segment[] {
  return segments.slice(0, segments.findLastIndex((segment) => segment !== 0n) + 1);
}

/** A word comes before every number, also before the 0 that stands for a missing segment. */
function compareSegment(a: Segment, b: Segment): number {
  if (typeof a !== typeof b) return typeof a === 'string' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
