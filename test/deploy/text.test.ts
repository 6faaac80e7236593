import { expect, test } from 'vitest';
import { renderText, text, variable, variablesIn } from '../../src/deploy/text.ts';

test('joins neighboring literals, and keeps variables', () => {
  const name = text`${variable('name')}-sweep`;
  expect(text`a:${variable('region')}/${'b'}${name}c`).toEqual([
    'a:',
    { variable: 'region' },
    '/b',
    { variable: 'name' },
    '-sweepc',
  ]);
  expect(text`${''}`).toEqual([]);
});

test('renders literals and variables apart', () => {
  const of = text`x${variable('bucket')}y`;
  expect(renderText(of, (name) => `<${name}>`)).toBe('x<bucket>y');
  expect(
    renderText(
      of,
      () => '',
      (literal) => literal.toUpperCase(),
    ),
  ).toBe('XY');
  expect(variablesIn(of)).toEqual(['bucket']);
});
