import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { AutoaliasError } from '../../src/autoalias-error.ts';
import { SettingsInvalid } from '../../src/cli/dev/settings/dev-config.ts';
import { errorReport } from '../../src/cli/error-report.ts';
import { RulesInvalid } from '../../src/rules/file/rules-problem.ts';
import { StoreError } from '../../src/stores/store-error.ts';

function thrown(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

const problem = { line: 1, column: 2, what: 'a', why: 'b', instead: 'c' };

test.each<[what: string, error: unknown, exitCode: number, code: string, text: string]>([
  [
    'wrong use that commander printed',
    new CommanderError(1, 'commander.x', "error: unknown option '--x'"),
    2,
    'usage',
    '',
  ],
  ['wrong use', new AutoaliasError('usage', 'no bucket is named'), 2, 'usage', 'autoalias: no bucket is named'],
  [
    'a key that no store has',
    new AutoaliasError('request-malformed', 'empty'),
    2,
    'request-malformed',
    'autoalias: empty',
  ],
  ['a port that is taken', new AutoaliasError('config-invalid', 'taken'), 1, 'config-invalid', 'autoalias: taken'],
  [
    'the store',
    new StoreError('OSS answered 503', { operation: 'x', bucket: 'b', status: 503 }),
    1,
    'store-refused',
    'autoalias: OSS answered 503',
  ],
  [
    'rules, each line for itself',
    new RulesInvalid('f.yaml', [() => problem, () => ({ ...problem, line: 3 })]),
    1,
    'rules-invalid',
    'f.yaml:1:2: a: b; c\nf.yaml:3:2: a: b; c',
  ],
  [
    'flags, each on its own line',
    new SettingsInvalid('usage', ['--port: a', '--token: b']),
    2,
    'usage',
    'autoalias: --port: a\nautoalias: --token: b',
  ],
  [
    'environment variables, each on its own line',
    new SettingsInvalid('config-invalid', ['A: a', 'B: b']),
    1,
    'config-invalid',
    'autoalias: A: a\nautoalias: B: b',
  ],
  [
    'the system',
    thrown(() => readFileSync('/nowhere/at all')),
    1,
    'system',
    "autoalias: ENOENT: no such file or directory, open '/nowhere/at all'",
  ],
  [
    'a value that is not an Error',
    'a word',
    1,
    'internal',
    'autoalias: this should not happen; please report it with what follows\na word',
  ],
])('%s', (_, error, exitCode, code, text) => {
  const { lines, ...report } = errorReport(error);
  expect(report).toMatchObject({ exitCode, code });
  expect(lines.join('\n')).toBe(text);
});

test('the stack trace of an unexpected error is kept', () => {
  const { message, lines } = errorReport(new TypeError('x is undefined'));
  expect(message).toBe('x is undefined');
  expect(lines.join('\n')).toMatch(/\nTypeError: x is undefined\n +at .*error-report\.test\.ts/);
});

const HOSTILE = 'a\u001b[31m\n\u202eb';
const SHOWN = 'a\\x1b[31m\\x0a\\u{202e}b';

test.each<[what: string, error: unknown]>([
  ['of our own', new AutoaliasError('alias-refused', HOSTILE)],
  ['of the store', new StoreError(HOSTILE, { operation: 'x', bucket: 'b' })],
  ['of a rules file', new RulesInvalid('f.yaml', [() => ({ ...problem, why: HOSTILE })])],
  ['of a flag', new SettingsInvalid('usage', [HOSTILE])],
  ['of a variable', new SettingsInvalid('config-invalid', [HOSTILE])],
  ['of a data directory', new AutoaliasError('config-invalid', HOSTILE)],
  ['of the system', Object.assign(new Error(HOSTILE), { syscall: 'open', code: 'ENOENT' })],
  ['that is unexpected', new TypeError(HOSTILE)],
  ['that is not an Error', HOSTILE],
])('an error %s stays on its line', (_, error) => {
  const { lines } = errorReport(error);
  expect(lines.join('\n')).toContain(SHOWN);
  expect(lines.filter((line) => line.includes('\n') || line.includes('\u001b'))).toEqual([]);
});
