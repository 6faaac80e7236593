import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { promptAt } from '../../../src/cli/terminal/prompt-at.ts';
import { Interrupted } from '../../../src/cli/terminal/prompter.ts';

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  return { input, prompter: promptAt(input, output), shown: () => String(output.read() ?? '') };
}

test('shows the question, and gives the line', async () => {
  const { input, prompter, shown } = terminal();
  const answer = prompter.ask('Name: ');
  input.write('jack\n');
  expect(await answer).toBe('jack');
  expect(shown()).toBe('Name: ');
  prompter.close();
});

test('lines that come all at once answer one question each', async () => {
  const { input, prompter } = terminal();
  input.write('a\nb\n\nd\n');
  expect([await prompter.ask('1'), await prompter.ask('2'), await prompter.ask('3'), await prompter.ask('4')]).toEqual([
    ...['a', 'b', '', 'd'],
  ]);
  prompter.close();
});

test('the end of the input is not an answer', async () => {
  const { input, prompter } = terminal();
  const answer = prompter.ask('Name: ');
  input.end();
  await expect(answer).rejects.toThrow(Interrupted);
  await expect(prompter.ask('Name: ')).rejects.toThrow('stopped: nothing was written');
});
