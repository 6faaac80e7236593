import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ORDER_REGEXES } from '../../../src/rules/orders/order-regexes.ts';
import { createOrder, ORDER_NAMES } from '../../../src/rules/orders/orders.ts';
import { compilePattern } from '../../../src/rules/pattern/pattern.ts';
import { seededRandom } from '../seeded-random.ts';

const FIXTURES = 'test/rules/orders/fixtures/';

/** All texts of all fixtures, and the examples of all orders: what one order reads is a hard text for another. */
const texts: readonly string[] = [
  ...readdirSync(FIXTURES)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => readFileSync(FIXTURES + name, 'utf8').split(/\s+/)),
  ...ORDER_NAMES.flatMap((name) => createOrder(name, {}).examples),
];

const PIECES = [
  '',
  ...[
    'v',
    'V',
    '=',
    ' ',
    '\n',
    '\t',
    '\u00a0',
    '\u2028',
    '-',
    '+',
    '.',
    '_',
    '~',
    '^',
    ':',
    '!',
    '/',
    '0',
    '1',
    '00',
    '10',
  ],
  ...['a', 'A', 'rc', 'post', 'dev', 'x', 'é', '٣', '１', '😀', '\ud800', '*', 'latest', 'release', 'r', 'ſ', 'K'],
] as const;

const regexes = Object.entries(ORDER_REGEXES);

test('there are regexes', () => {
  expect(regexes.length).toBeGreaterThan(5);
});

describe('each text that an order reads matches its regex', () => {
  test.each(regexes)('%s', (name, source) => {
    const order = createOrder(ORDER_NAMES.find((one) => one === name) ?? 'lexical', {});
    const pattern = compilePattern(source);
    if ('refused' in pattern) throw new Error(pattern.refused);
    const random = seededRandom(name.length);
    const pick = (): string => PIECES[random.below(PIECES.length)] ?? '';
    const changed = (text: string): string => {
      const at = random.below(text.length + 1);
      return text.slice(0, at) + pick() + text.slice(at + random.below(2));
    };
    let read = 0;
    for (const text of texts) {
      for (const one of [text, changed(text), changed(changed(text)), pick() + text, text + pick()]) {
        if (!order.parse(one).ok) continue;
        read++;
        if (pattern.match(one) === undefined) expect.fail(`${name} reads ${JSON.stringify(one)}`);
      }
    }
    expect(read).toBeGreaterThan(400);
  });
});
