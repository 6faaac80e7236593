import { expect, test } from 'vitest';
import { defaultChoices, readChoicesOf } from '../../src/stores/read-choices.ts';

const table = {
  size: { question: 'how large', candidates: ['small', 'large'], default: 'small' },
  color: { question: 'which color', candidates: ['red', 'blue'], default: 'blue' },
} as const;

test('the defaults', () => {
  expect(defaultChoices(table)).toEqual({ size: 'small', color: 'blue' });
});

test.each([
  ['', {}],
  [' size = large , color=red,', { size: 'large', color: 'red' }],
  ['size=small,size=large', { size: 'large' }],
])('%j is read as %j', (text, choices) => {
  expect(readChoicesOf(table, text)).toEqual({ choices, problems: [] });
});

test.each([
  ['weight=1', 'there is no choice "weight"; the choices are size, color'],
  ['constructor=1', 'there is no choice "constructor"; the choices are size, color'],
  ['size', '"size" has no value; write size=small or size=large'],
  ['size=Small', '"size" cannot be "Small"; write size=small or size=large'],
])('%j is refused', (text, problem) => {
  expect(readChoicesOf(table, text)).toEqual({ choices: {}, problems: [problem] });
});
