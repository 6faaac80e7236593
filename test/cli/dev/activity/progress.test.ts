import { describe, expect, it } from 'vitest';
import { createCountdown, createProgress, progressBar } from '../../../../src/cli/dev/activity/progress.ts';

function run(total: number, isTerminal: boolean): string {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const draw = (line: string): void => write(`<${line}>`);
  const progress = createProgress('up', total, { write, ...(isTerminal ? { draw } : {}) });
  for (let i = 0; i < total; i++) progress.advance();
  progress.done();
  return text;
}

describe('createProgress', () => {
  it('draws over itself on a terminal', () => {
    const text = run(2, true);
    expect(text).toBe(`<${progressBar('up', 1, 2)}><${progressBar('up', 2, 2)}>\n`);
  });

  it.each([
    [250, 'up 100 of 250\nup 200 of 250\nup 250 of 250\n'],
    [200, 'up 100 of 200\nup 200 of 200\n'],
    [3, 'up 3 of 3\n'],
    [0, ''],
  ])('writes a line per hundred of %d elsewhere', (total, expected) => {
    expect(run(total, false)).toBe(expected);
  });
});

it.each([
  [0, 711, `up ${'░'.repeat(30)}   0/711`],
  [355, 711, `up ${'█'.repeat(14)}${'░'.repeat(16)} 355/711`],
  [711, 711, `up ${'█'.repeat(30)} 711/711`],
  [0, 0, `up ${'█'.repeat(30)} 0/0`],
])('bar at %d of %d', (count, total, expected) => {
  expect(progressBar('up', count, total)).toBe(expected);
});

describe('createCountdown', () => {
  const countDown = (numbers: readonly number[], isTerminal: boolean): string => {
    let text = '';
    const write = (part: string): void => {
      text += part;
    };
    const draw = (line: string): void => write(`<${line}>`);
    const countdown = createCountdown('wait', { write, ...(isTerminal ? { draw } : {}) });
    for (const number of numbers) countdown.show(number);
    countdown.done();
    return text;
  };

  it.each([
    [[1000, 1000, 9], '<1,000 wait><9 wait><>'],
    [[], ''],
  ])('redraws %j on a terminal, and clears it', (numbers, expected) => {
    expect(countDown(numbers, true)).toBe(expected);
  });

  it.each([
    [[1234, 1233, 1200, 1199, 1150, 1080, 3, 2], '1,234 wait\n1,199 wait\n1,080 wait\n3 wait\n'],
    [[50, 40, 60, 10], '50 wait\n'],
    [[], ''],
  ])('writes a line per hundred of %j elsewhere', (numbers, expected) => {
    expect(countDown(numbers, false)).toBe(expected);
  });
});
