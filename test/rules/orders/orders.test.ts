import { expect, test } from 'vitest';
import { ORDERS, type OrderName } from '../../../src/rules/orders/orders.ts';

const names = Object.keys(ORDERS) as readonly OrderName[];

test.each(names)('%s reads each of its own examples, with only the parts that it names', (name) => {
  const order = ORDERS[name](name === 'list' ? { values: ['alpha', 'stable'] } : {});
  expect(order.examples.length).toBeGreaterThan(0);
  for (const example of order.examples) {
    const read = order.parse(example);
    expect(read).toMatchObject({ ok: true });
    expect(read.ok ? Object.keys(read.parts).sort() : []).toEqual([...order.parts].sort());
  }
});

test('date hands its format on', () => {
  const order = ORDERS.date({ format: 'DD.MM.YYYY' });
  expect(order.examples).toEqual(['20.11.2026']);
  expect(order.parse('20.11.2026')).toMatchObject({ ok: true, value: Date.UTC(2026, 10, 20) });
});
