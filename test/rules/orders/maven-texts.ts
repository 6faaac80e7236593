import { seededRandom } from '../seeded-random.ts';

const STARTS = ['0', '1', '1', 'v'] as const;
const SEPARATORS = ['.', '-', ''] as const;
const PARTS = [
  ...(['0', '0', '0', '1', '1', '2', '10', 'alpha', 'beta', 'a', 'b', 'm', 'rc', 'cr', 'snapshot'] as const),
  ...(['ga', 'final', 'release', 'sp', 'jre', 'x', '+', '_b'] as const),
] as const;

/** Texts of numbers, words and separators. For some of them, Maven's comparison has cycles. */
export function mavenTexts(count: number): readonly string[] {
  const random = seededRandom(7);
  const texts = Array.from({ length: count }, () => {
    const parts = Array.from({ length: random.below(5) }, () => random.pick(SEPARATORS) + random.pick(PARTS));
    return random.pick(STARTS) + parts.join('');
  });
  return ['1', '1-sp', '1-rc', ...texts];
}
