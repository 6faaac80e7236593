import type { Random } from '../seeded-random.ts';

type Words = readonly [string, ...string[]];

const NUMBERS: Words = ['0', '1', '2', '10'];
const ODD_NUMBERS: Words = [...NUMBERS, '01', '00', '9007199254740991', '9007199254740992', ''];
const IDENTIFIERS: Words = ['rc', 'alpha', '0', '1', '11'];
const ODD_IDENTIFIERS: Words = [...IDENTIFIERS, '01', '0a', '-', '--1', 'Z', 'a', '7', '', 'é', '_', 'x-y'];

/** A random text that is a semantic version or almost one, from few pieces, so that equal and near versions are common. */
export function randomVersionText({ pick, below }: Random): string {
  const dotted = (words: Words, count: number): string => Array.from({ length: count }, () => pick(words)).join('.');
  const identifiers = below(4) === 0 ? ODD_IDENTIFIERS : IDENTIFIERS;
  const release = dotted(below(4) === 0 ? ODD_NUMBERS : NUMBERS, below(10) === 0 ? 1 + below(4) : 3);
  const prerelease = below(2) === 0 ? '' : `-${dotted(identifiers, 1 + below(3))}`;
  const build = below(4) === 0 ? `+${dotted(ODD_IDENTIFIERS, 1 + below(2))}` : '';
  return (
    pick(['', '', '', 'v', 'V', 'vv', '=', ' ']) + release + prerelease + build + pick(['', '', '', '', '.', '\n'])
  );
}

/** A random range of semantic versions. Some are invalid. */
export function randomRangeText(random: Random): string {
  const { pick, below } = random;
  const version = (): string => {
    const numbers = Array.from({ length: 1 + below(3) }, () => pick([...NUMBERS, 'x', '*'])).join('.');
    return below(4) === 0 ? `${numbers}-${pick(IDENTIFIERS)}.${pick(NUMBERS)}` : numbers;
  };
  const comparator = (): string => pick(['', '', '^', '~', '>', '>=', '<', '<=', '=', '~>']) + version();
  const set = (): string =>
    below(5) === 0 ? `${version()} - ${version()}` : Array.from({ length: 1 + below(2) }, comparator).join(' ');
  return Array.from({ length: 1 + below(2) }, set).join(' || ');
}
