import { compileRule } from '../../src/rules/compile/compile-rule.ts';
import { rulesSchema } from '../../src/rules/file/rules-schema.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { createRuleSet, type RuleSet } from '../../src/rules/rule-set.ts';
import { randomKey, randomTemplate } from './key-template/random-templates.ts';
import { rulesText, type ShortRule } from './rule-set-of.ts';
import type { Random } from './seeded-random.ts';

/** A piece of a regex, and texts that it matches. */
interface Piece {
  readonly source: string;
  readonly texts: readonly [string, ...string[]];
}

const LITERALS: readonly [Piece, ...Piece[]] = [
  { source: 'a', texts: ['a'] },
  { source: '/', texts: ['/'] },
  { source: '-', texts: ['-'] },
  { source: '\\.', texts: ['.'] },
  { source: '😀', texts: ['😀'] },
  { source: 'ab?', texts: ['a', 'ab'] },
  { source: '(?:/|-)', texts: ['/', '-'] },
  { source: '(a/)*', texts: ['', 'a/', 'a/a/'] },
  { source: '[^]a]', texts: ['b', '/'] },
  { source: '\\x2f', texts: ['/'] },
];

const SLASH: Piece = { source: '/', texts: ['/'] };

const BODIES: readonly [Piece, ...Piece[]] = [
  { source: '[^/]+', texts: ['a', 'b-a', '😀', 'a.b', 'b\n'] },
  { source: '[^/]+', texts: ['b', 'a', 'ab'] },
  { source: '[^-]*', texts: ['a/b', '', 'a'] },
  { source: '.+', texts: ['a/b', '-', 'a'] },
  { source: '.+?', texts: ['a', 'a-b'] },
  { source: 'a|b', texts: ['a', 'b'] },
  { source: '\\d+', texts: ['1', '10'] },
  { source: '(?:a/)?b', texts: ['b', 'a/b'] },
  { source: 'a(?<n>b)?', texts: ['a', 'ab'] },
  { source: '😀+', texts: ['😀', '😀😀'] },
  { source: '(?i)a+', texts: ['a', 'A'] },
  { source: '(?s).*', texts: ['', 'a\n/b'] },
  { source: '\\Q[/\\E', texts: ['[/'] },
  { source: '^a', texts: ['a'] },
  { source: 'b$', texts: ['b'] },
  { source: '[[:alpha:]/]+', texts: ['a/b', 'b'] },
  { source: '', texts: [''] },
];

const NAMES = ['g', 'h', 'k'] as const;

export interface RandomRule {
  readonly rules: RuleSet;
  readonly rule: Rule;
  readonly text: string;
  key(): string;
}

/**
 * A random rule from a small grammar of difficult regexes, with keys that it often matches. Undefined if the rule is
 * rejected. Does not look for loops, because nearly all of these rules have some.
 */
export function randomRule(random: Random): RandomRule | undefined {
  const pieces: Piece[] = [];
  const used: string[] = [];
  for (let i = 2 + random.below(5); i > 0; i--) {
    const name = NAMES[used.length];
    if (name === undefined || random.below(2) === 0) pieces.push(random.pick(LITERALS));
    else {
      // Often a whole path segment, as in real rules.
      const around = random.below(3) === 0 ? [SLASH] : [];
      pieces.push(...around, namedGroup(random, name), ...around);
      used.push(name);
    }
  }
  const start = random.pick(['^', '^', '^', '^', '\\A', '', '^*', '(?i)^']);
  const or = random.below(12) === 0 ? '|a' : '';
  const regex = `${start}${pieces.map(({ source }) => source).join('')}${random.pick(['$', '$', ''])}${or}`;
  const prefix = random.pick(['', '', '', 'a']);
  const key = (): string =>
    random.below(8) === 0
      ? Array.from({ length: random.below(6) }, () => random.pick(['a', 'b', '/', '-', '.', '😀', '1'])).join('')
      : `${random.below(10) === 0 ? 'x' : ''}${pieces.map(({ texts }) => random.pick(texts)).join('')}`;
  return ruleOf(random, { prefix, regex }, used, key);
}

/** A random rule with a key template. */
export function randomKeyRule(random: Random): RandomRule | undefined {
  const key = randomTemplate(random);
  const used = [...new Set([...key.matchAll(/\{(\w)/g)].map(([, name = '']) => name))];
  return key === '' ? undefined : ruleOf(random, { key }, used, () => randomKey(random, key));
}

function ruleOf(
  random: Random,
  match: Pick<ShortRule, 'key' | 'prefix' | 'regex'>,
  used: readonly string[],
  key: () => string,
): RandomRule | undefined {
  const aliases = Array.from({ length: 1 + random.below(2) }, () => template(random, used));
  const [group, ...others] = used;
  const order =
    group !== undefined && random.below(2) === 0
      ? { by: 'lexical', on: random.pick([group, ...others]) }
      : { by: 'uploaded' };
  const text = rulesText({ ...match, ...order, aliases });
  const written = rulesSchema.parse(JSON.parse(text)).rules[0];
  const rule = written === undefined ? [] : compileRule(written);
  if (!('name' in rule)) return undefined;
  return { rules: createRuleSet([rule]), rule, text, key };
}

function namedGroup(random: Random, name: string): Piece {
  const body = random.pick(BODIES);
  const quantifier = random.pick(['', '', '', '', '?', '*']);
  const source = `(?<${name}>${body.source.replace('<n>', `<${name}n>`)})${quantifier}`;
  const wrapped = random.below(8) === 0 ? `(?:${source})` : source;
  return { source: wrapped, texts: quantifier === '' ? body.texts : ['', ...body.texts] };
}

function template(random: Random, names: readonly string[]): string {
  const [first = 'g', ...more] = names;
  const piece = () =>
    names.length > 0 && random.below(2) === 0
      ? `{${random.pick([first, ...more])}}`
      : random.pick(['Z', 'a', '/', '-', '😀', '.', '{{', '(']);
  return `Z${Array.from({ length: 1 + random.below(5) }, piece).join('')}`;
}
