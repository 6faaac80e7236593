import { describe, expect, test } from 'vitest';
import { confirm } from '../../../src/cli/terminal/confirm.ts';

function terminal(answer: string) {
  const said: string[] = [];
  let closed = 0;
  const io = {
    err: (text: string) => void said.push(text),
    prompter: () => ({
      ask: async (question: string) => {
        said.push(question);
        return answer;
      },
      say: (text: string) => void said.push(text),
      close: () => {
        closed++;
      },
    }),
  };
  return { io, said, closed: () => closed };
}

describe('confirm', () => {
  test.each([
    ['y', true],
    [' YES ', true],
    ['', false],
    ['n', false],
    ['yesterday', false],
  ])('%j is %s', async (answer, expected) => {
    const { io, said, closed } = terminal(answer);
    expect(await confirm(io, ['one', 'two'], 'it has 2 versions')).toBe(expected);
    expect(said).toEqual(['one\ntwo\n', 'it has 2 versions. Continue? [y/N] ']);
    expect(closed()).toBe(1);
  });

  test('without a terminal it prints the plan, and asks for --yes', async () => {
    const { io, said } = terminal('y');
    await expect(confirm({ err: io.err }, ['one'], 'why')).rejects.toMatchObject({
      code: 'usage',
      message: 'nothing was written: why; add --yes, or look first with --dry-run',
    });
    expect(said).toEqual(['one\n']);
  });
});
