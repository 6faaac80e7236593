import { expect, test } from 'vitest';
import { guardIo } from '../../../src/cli/terminal/guard-io.ts';

function guarded(errIsTerminal: boolean) {
  const written: string[] = [];
  const { signal } = new AbortController();
  const asked = { signal: 0 };
  const io = guardIo({
    env: {},
    errIsTerminal,
    out: (text) => written.push(`out ${text}`),
    err: (text) => written.push(`err ${text}`),
    get signal() {
      asked.signal++;
      return signal;
    },
  });
  return { io, written, asked, signal };
}

test.each([
  ['a\u001b[31mb\u009b\n', 'a\\x1b[31mb\\x9b\n'],
  ['a\rb\tc\u0000', 'a\\x0db\\x09c\\x00'],
  ['\u202e\u{e0041}\n\n', '\\u{202e}\\u{e0041}\n\n'],
  ['already \\x1b escaped', 'already \\x1b escaped'],
  ['模型 é 🚀\n', '模型 é 🚀\n'],
])('%j is written as %j', (text, shown) => {
  const { io, written } = guarded(false);
  io.out(text);
  io.err(text);
  expect(written).toEqual([`out ${shown}`, `err ${shown}`]);
});

test('only a terminal has a status line, and its text is escaped too', () => {
  expect(guarded(false).io.draw).toBeUndefined();
  const { io, written } = guarded(true);
  io.draw?.('50 %\u001b[2J\n');
  expect(written).toEqual(['err \r\u001b[K50 %\\x1b[2J\\x0a']);
});

test('questions and what is said between them are escaped', async () => {
  const shown: string[] = [];
  const { signal } = new AbortController();
  const write = (text: string): void => {
    shown.push(text);
  };
  const prompter = () => ({ ask: async (question: string) => String(write(question)), say: write, close: () => {} });
  const io = guardIo({ env: {}, out: () => {}, err: () => {}, prompter, signal });
  const asked = io.prompter?.();
  await asked?.ask('a\u001b[31m: ');
  asked?.say('b\u202e\n');
  expect(shown).toEqual(['a\\x1b[31m: ', 'b\\u{202e}\n']);
});

test('the signal is asked for by the command alone: a process that listens no longer ends by Ctrl-C', () => {
  const { io, asked, signal } = guarded(false);
  expect(asked.signal).toBe(0);
  expect(io.signal).toBe(signal);
  expect(asked.signal).toBe(1);
});
