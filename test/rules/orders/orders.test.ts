import { afterEach, expect, test, vi } from 'vitest';
import { createOrder, MOST_ORDER_CHARACTERS, ORDER_NAMES, type OrderName } from '../../../src/rules/orders/orders.ts';
import { complexityOf } from '../../walls/regexes/regex-complexity.ts';

function orderNamed(name: OrderName) {
  return createOrder(name, name === 'list' ? { values: ['alpha', 'stable'] } : {});
}

test.each(ORDER_NAMES)('%s reads each of its own examples, with only the parts that it names', (name) => {
  const order = orderNamed(name);
  expect(order.examples.length).toBeGreaterThan(0);
  for (const example of order.examples) {
    const read = order.parse(example);
    expect(read).toMatchObject({ ok: true });
    expect(read.ok ? Object.keys(read.parts).sort() : []).toEqual([...order.parts].sort());
  }
});

test('date uses its format', () => {
  const order = createOrder('date', { format: 'DD.MM.YYYY' });
  expect(order.examples).toEqual(['20.11.2026']);
  expect(order.parse('20.11.2026')).toMatchObject({
    ok: true,
    value: { seconds: Date.UTC(2026, 10, 20) / 1000, fraction: '' },
  });
});

test.each(ORDER_NAMES)('%s rejects a text that is longer than the limit', (name) => {
  const order = orderNamed(name);
  const tooLong = '1'.repeat(MOST_ORDER_CHARACTERS + 1);
  expect(order.parse(tooLong)).toEqual({ ok: false, why: 'it has 257 characters, and the limit is 256' });
  const { why } = { why: '', ...order.parse(tooLong.slice(1)) };
  expect(why).not.toContain('characters');
});

afterEach(() => vi.restoreAllMocks());

/** The regular expressions that run during a call, including those of libraries. */
function regexesRunBy(call: () => void): readonly RegExp[] {
  const exec = vi.spyOn(RegExp.prototype, 'exec');
  call();
  const ran = exec.mock.contexts.filter((one) => one instanceof RegExp);
  exec.mockRestore();
  return [...new Map(ran.map((one) => [String(one), one])).values()];
}

const ran = ORDER_NAMES.flatMap((name) => {
  const order = orderNamed(name);
  return regexesRunBy(() => {
    for (const example of order.examples) order.parse(example);
  }).map((regex) => ({ name, regex }));
});

test('regexesRunBy also records regular expressions of libraries', () => {
  const names = new Set(ran.map(({ name }) => name));
  expect([...names].sort()).toEqual([
    'calver',
    'date',
    'debian',
    'gem',
    'maven',
    'natural',
    'number',
    'pep440',
    'rpm',
    'version',
  ]);
  expect(ran.filter(({ name, regex }) => name === 'pep440' && regex.source.includes('dev_l'))).toHaveLength(1);
});

test.each(ran)('$name runs $regex in linear time', ({ regex }) => {
  expect(complexityOf(regex)).toBe('safe');
});
