import { describe, expect, it } from 'vitest';
import { createProgress, progressBar } from '../../../src/cli/dev/progress.ts';

const run = (total: number, isTerminal: boolean): string => {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const draw = (line: string): void => write(`<${line}>`);
  const progress = createProgress('up', total, { write, ...(isTerminal ? { draw } : {}) });
  for (let i = 0; i < total; i++) progress.advance();
  progress.done();
  return text;
};

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
