import { expect, test } from 'vitest';
import { logTail } from '../../../src/local/api/log-tail.ts';

test.each([
  ['nothing', [], ''],
  ['some lines', ['a', 'b'], 'a\nb\n'],
  ['the end of a long log', ['x'.repeat(5000), 'end'], `${'x'.repeat(4091)}\nend\n`],
  ['no half of a character', [`é${'x'.repeat(4094)}`], `${'x'.repeat(4094)}\n`],
])('%s', (_, lines, expected) => {
  expect(Buffer.from(logTail(lines), 'base64').toString()).toBe(expected);
});
