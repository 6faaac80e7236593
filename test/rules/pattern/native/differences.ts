import { parseArgs } from 'node:util';
import { RE2JS } from 're2js';
import { cutPattern } from '../../../../src/rules/pattern/cut-pattern.ts';
import type { Groups } from '../../../../src/rules/pattern/groups.ts';
import { nativeProgram } from '../../../../src/rules/pattern/native/native-program.ts';
import { parseRegex } from '../../../../src/rules/pattern/native/parse-regex.ts';
import { compilePattern } from '../../../../src/rules/pattern/pattern.ts';
import { seededRandom } from '../../seeded-random.ts';
import { randomRegex, randomText, textOf } from './random-regex.ts';

/** What a comparison of both engines has seen. */
export interface Comparison {
  readonly patterns: number;
  /** Patterns that run without RE2. */
  readonly native: number;
  readonly texts: number;
  readonly matches: number;
  /** The first pairs of pattern and text that the engines answered differently. */
  readonly differences: readonly {
    readonly source: string;
    readonly text: string;
    readonly re2: unknown;
    readonly own: unknown;
  }[];
}

/** Compares RE2 with the native engine on random patterns, and on texts that they probably match. */
export function compareEngines(seed: number, patterns: number, textsEach = 8): Comparison {
  const random = seededRandom(seed);
  const seen = { patterns: 0, native: 0, texts: 0, matches: 0 };
  const differences: Comparison['differences'][number][] = [];
  while (seen.patterns < patterns && differences.length < 10) {
    const source = withStart(randomRegex(random), STARTS[random.below(STARTS.length)] ?? '');
    const re2 = compileRe2(source);
    const compiled = compilePattern(source, Number.POSITIVE_INFINITY);
    const own = 'refused' in compiled ? undefined : compiled;
    if (re2 === undefined) {
      if (own !== undefined) differences.push({ source, text: '', re2: 'refused', own: 'accepted' });
      continue;
    }
    seen.patterns++;
    const tree = parseRegex(source);
    if (own === undefined || tree === undefined || nativeProgram(cutPattern(source).rest) === undefined) continue;
    seen.native++;
    for (let i = 0; i < textsEach; i++) {
      const text = i % 4 === 3 ? randomText(random) : textOf(tree, random);
      seen.texts++;
      const expected = matchRe2(re2, text);
      const actual = own.match(text);
      if (expected !== undefined) seen.matches++;
      if (JSON.stringify(expected) !== JSON.stringify(actual))
        differences.push({ source, text, re2: expected, own: actual });
    }
  }
  return { ...seen, differences };
}

/** Literal texts at the start of a pattern, which are compared apart from the rest. */
const STARTS = ['', '', 'team-1/', 'r\\.x/', 'a\\\\', '\\-\\_', 'é', '\ud83d'];

function withStart(source: string, start: string): string {
  return source.startsWith('^') ? `^${start}${source.slice(1)}` : source;
}

/** Compares the engines until it finds differences, or for a number of patterns. `--patterns N --seed S` */
export function compareEnginesProgram(args: readonly string[], print: (line: string) => void): number {
  const { values } = parseArgs({
    args: [...args],
    options: { patterns: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
  });
  const { differences, ...counts } = compareEngines(Number(values.seed), Number(values.patterns));
  print(JSON.stringify({ ...counts, differences: differences.length }));
  for (const difference of differences) print(JSON.stringify(difference));
  return differences.length === 0 ? 0 : 1;
}

function compileRe2(source: string): RE2JS | undefined {
  try {
    return RE2JS.compile(source);
  } catch {
    return undefined;
  }
}

function matchRe2(compiled: RE2JS, text: string): Groups | undefined {
  const matcher = compiled.matcher(text);
  if (!matcher.find()) return undefined;
  const names = Object.entries(compiled.namedGroups()).toSorted(([, a], [, b]) => a - b);
  return Object.fromEntries(
    names.flatMap(([name]) => {
      const value = matcher.group(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
