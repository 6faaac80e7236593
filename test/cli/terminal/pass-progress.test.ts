import { expect, test } from 'vitest';
import { createPassProgress } from '../../../src/cli/terminal/pass-progress.ts';

function drawn(isTerminal: boolean, total: number | undefined) {
  let text = '';
  const clock = { now: 0 };
  const draw = (line: string) => {
    text += `<${line}>`;
  };
  const progress = createPassProgress(
    isTerminal ? draw : undefined,
    () => clock.now,
    () => total,
  );
  return { progress, clock, text: () => text };
}

const AT = { objects: 30, aliases: 1, changed: 2 };

test.each([
  ['without a total', undefined, '30 objects, 1 alias, 2 changed'],
  ['with one', 60, `objects ${'█'.repeat(15)}${'░'.repeat(15)} 30/60, 1 alias, 2 changed`],
  ['with one that was passed', 20, `objects ${'█'.repeat(30)} 30/30, 1 alias, 2 changed`],
])('one line that is drawn over: %s', (_, total, line) => {
  const { progress, text } = drawn(true, total);
  progress.show(AT);
  expect(text()).toBe(`<${line}>`);
});

test('not more often than every 100 milliseconds', () => {
  const { progress, clock, text } = drawn(true, undefined);
  for (clock.now = 0; clock.now < 1000; clock.now += 10) progress.show(AT);
  expect(text().split('<')).toHaveLength(1 + 10);
});

test('makes room for other lines, and is drawn again after them', () => {
  const { progress, text } = drawn(true, undefined);
  progress.clear();
  expect(text()).toBe('');
  progress.show(AT);
  progress.clear();
  expect(text().endsWith('changed><>')).toBe(true);
  progress.show(AT);
  expect(text().endsWith('changed>')).toBe(true);
});

test('nothing anywhere else than on a terminal', () => {
  const { progress, text } = drawn(false, 60);
  progress.show(AT);
  progress.clear();
  expect(text()).toBe('');
});
