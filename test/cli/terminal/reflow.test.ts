import { expect, test } from 'vitest';
import { reflow } from '../../../src/cli/terminal/reflow.ts';
import { run } from '../run.ts';

test.each<[what: string, text: string, expected: string]>([
  ['a paragraph that is too wide, as one', 'one two three\nfour\n\nfive', 'one two\nthree four\n\nfive'],
  ['a word that is too wide, alone', 'a bcdefghijklmnop q', 'a\nbcdefghijklmnop\nq'],
  ['wide characters, by their columns', '应用 应用 应用', '应用 应用\n应用'],
])('fits %s', (_, text, expected) => {
  expect(reflow(text, 10)).toBe(expected);
});

test.each([
  ['a paragraph that fits', 'one\ntwo\n'],
  ['an example', '  autoalias init --example a\n'],
  ['a table behind text', 'text\n  one two three four\n'],
  ['nothing', ''],
])('leaves %s', (_, text) => {
  expect(reflow(text, 10)).toBe(text);
});

const COMMANDS = [
  'status',
  'plan',
  'apply',
  'sweep',
  'prune',
  'pin',
  'rollback',
  'withdraw',
  'lint',
  'init',
  'schema',
  'dev',
];

test.each(COMMANDS)('the paragraphs in the help of %s fit 80 columns', async (command) => {
  const { out } = await run([command, '--help'], {});
  const wide = out.split('\n').filter((line) => /^\S/.test(line) && line.length > 80);
  expect(wide).toEqual([]);
});
