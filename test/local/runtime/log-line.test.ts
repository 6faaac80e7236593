import { expect, it } from 'vitest';
import { endLine, startLine } from '../../../src/local/runtime/log-line.ts';

it.each([
  [startLine('r'), 'FC Invoke Start RequestId: r'],
  [endLine('r'), 'FC Invoke End RequestId: r'],
  [endLine('r', 'Handled'), 'FC Invoke End RequestId: r, Error: Handled function error'],
  [endLine('r', 'Unhandled'), 'FC Invoke End RequestId: r, Error: Unhandled function error'],
])('%s', (line, expected) => {
  expect(line).toBe(expected);
});
