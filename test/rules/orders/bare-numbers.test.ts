import { expect, test } from 'vitest';
import { BARE_ORDERS } from '../../../src/rules/orders/bare-numbers.ts';
import { createOrder, type OrderName } from '../../../src/rules/orders/orders.ts';

test.each<[OrderName, string]>([
  ['pep440', '308'],
  ['pep440', 'v308'],
  ['pep440', '20250625'],
  ['pep440', '1a3'],
  ['pep440', '1!7'],
  ['debian', '12'],
  ['debian', '1:7'],
  ['debian', '12ubuntu4'],
  ['maven', '483'],
  ['maven', '20231013'],
  ['maven', 'v3'],
  ['maven', '1-7'],
  ['maven', '12-spam'],
  ['maven', '291-gamma'],
  ['maven', '12-rcfoo'],
  ['maven', 'r03'],
])('%s reads %s only without bare: false', (name, text) => {
  expect(createOrder(name, {}).parse(text)).toMatchObject({ ok: true });
  expect(createOrder(name, { bare: true }).parse(text)).toMatchObject({ ok: true });
  const why = `"${text}" has no dot, and the rule has bare: false`;
  expect(createOrder(name, { bare: false }).parse(text)).toEqual({ ok: false, why });
});

test.each<[OrderName, string]>([
  ['pep440', '1.0'],
  ['pep440', '1!2.0rc1'],
  ['pep440', '12.dev1'],
  ['debian', '12.1'],
  ['debian', '12-1'],
  ['debian', '12~rc1'],
  ['debian', '0git+1'],
  ['maven', '1.0'],
  ['maven', '1-SNAPSHOT'],
  ['maven', '12-rc-1'],
  ['maven', '3-m2'],
  ['maven', '12rc1'],
  ['maven', '12-SP'],
  ['maven', 'Greenwich.SR3'],
])('%s reads %s also with bare: false', (name, text) => {
  expect(createOrder(name, { bare: false }).parse(text)).toMatchObject({ ok: true });
});

test('a text that the order does not read keeps its reason', () => {
  expect(createOrder('maven', { bare: false }).parse('x.y')).toEqual({
    ok: false,
    why: expect.stringContaining('"x.y" is not a Maven version'),
  });
});

test('the orders with the option', () => {
  expect(BARE_ORDERS).toEqual(['pep440', 'debian', 'maven']);
});
