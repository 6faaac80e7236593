import { expect, test } from 'vitest';
import { nativeProgram } from '../../../../src/rules/pattern/native/native-program.ts';

test.each([
  ['^r/(?<app>[^/]+)$', { source: 'r\\u{2f}([^\\u{2f}]+)$', isBackwards: false, names: ['app'], size: 10 }],
  ['^(?<a>[^/]+)x$', { isBackwards: true, names: ['a'] }],
  ['^', { source: '', isBackwards: false, names: [] }],
])('%s is translated', (source, program) => {
  expect(nativeProgram(source)).toMatchObject(program);
});

test.each(['a', '^[^/]+-[^/]+$', '(', `^${'a?'.repeat(200)}$`])('%s is left to RE2', (source) => {
  expect(nativeProgram(source)).toBeUndefined();
});
