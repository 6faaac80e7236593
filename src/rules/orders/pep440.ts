import { VERSION_PATTERN } from '@renovatebot/pep440/lib/version.js';
import { beginsWithHash } from './commit-hash.ts';
import type { NotOrdered, Order, OrderValue } from './order.ts';

/** The fields that decide, the most important one first. Numbers have no trailing zeros in `release`. */
interface Version {
  readonly epoch: bigint;
  readonly release: readonly bigint[];
  /** The kind of pre-release and its number. */
  readonly pre: readonly [stage: number, number: bigint];
  readonly post: bigint;
  readonly dev: readonly [isRelease: number, number: bigint];
  readonly local: readonly (string | bigint)[];
}

const SHAPE = new RegExp(`^${VERSION_PATTERN}$`, 'i');

/**
 * Versions of Python distributions (PEP 440, "Summary of permitted suffixes and relative ordering"):
 * `1.0.dev1 < 1.0a1 < 1.0rc1 < 1.0 < 1.0+local < 1.0.post1`. `1.0` and `1.0.0` are equal. Pre-releases and development
 * releases are prereleases. Spellings that PEP 440 normalizes (`1.0-RC.1`) are accepted.
 *
 * The library provides the syntax. It compares numbers of more than 15 digits inexactly, so this file compares.
 */
export const pep440: Order<Version> = {
  parse(text): OrderValue<Version> | NotOrdered {
    const groups = beginsWithHash(text) ? undefined : SHAPE.exec(text)?.groups;
    if (groups === undefined) return { ok: false, why: `"${text}" is not a Python version (like 1.10.0 or 2.0rc1)` };
    const { epoch = '0', release = '', pre, pre_n = '0', post, post_n1, post_n2 = '0', dev, dev_n = '0' } = groups;
    const { local: localText = '' } = groups;
    const numbers = release.split('.').map(BigInt);
    const [major = 0n, minor = 0n, micro = 0n] = numbers;
    const local = localText.toLowerCase().replace(/[-_]/g, '.');
    return {
      ok: true,
      value: {
        epoch: BigInt(epoch),
        release: withoutTrailingZeros(numbers),
        pre: [stageOf(groups), BigInt(pre_n)],
        post: post === undefined ? -1n : BigInt(post_n1 ?? post_n2),
        dev: [dev === undefined ? 1 : 0, BigInt(dev_n)],
        local: local === '' ? [] : local.split('.').map((part) => (/^\d+$/.test(part) ? BigInt(part) : part)),
      },
      prerelease: pre !== undefined || dev !== undefined,
      parts: {
        epoch: String(BigInt(epoch)),
        major: String(major),
        minor: String(minor),
        micro: String(micro),
        local,
      },
    };
  },
  compare: (a, b) =>
    compareLists([a.epoch], [b.epoch]) ||
    compareLists(a.release, b.release) ||
    compareLists(a.pre, b.pre) ||
    compareLists([a.post], [b.post]) ||
    compareLists(a.dev, b.dev) ||
    compareLists(a.local, b.local),
  parts: ['epoch', 'major', 'minor', 'micro', 'local'],
  examples: ['1.2.3', '1.2rc1', '2.0.post1'],
};

/** Lowest first: a development release of the final release, pre-releases by their first letter, the final release. */
function stageOf({ pre_l: word, post, dev }: Readonly<Record<string, string | undefined>>): number {
  if (word === undefined) return post === undefined && dev !== undefined ? 0 : 4;
  return { a: 1, b: 2 }[word.charAt(0).toLowerCase()] ?? 3;
}

function withoutTrailingZeros(numbers: readonly bigint[]): readonly bigint[] {
  return numbers.slice(0, numbers.findLastIndex((number) => number !== 0n) + 1);
}

/** Compares item by item. A number comes after a text, and a longer list after its beginning. */
function compareLists(a: Version['local' | 'pre' | 'dev' | 'release'], b: typeof a): number {
  for (const [i, x] of a.entries()) {
    const y = b[i];
    if (y === undefined) return 1;
    if (x === y) continue;
    if ((typeof x === 'string') !== (typeof y === 'string')) return typeof x === 'string' ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
