import { expect, test } from 'vitest';
import { run } from '../run.ts';

test.each<[args: readonly string[], message: RegExp]>([
  [
    ['logs', '--region', 'bj'],
    /logs does not work with --cloud baidu: .*console, or send decisions to an OpenTelemetry/,
  ],
  [
    ['dead-letters', 'list', '--region', 'bj'],
    /dead-letters does not work with --cloud baidu: .*invoke object-events --cloud baidu --event/,
  ],
  [
    ['doctor', '--bucket', 'my-bucket', '--region', 'bj'],
    /doctor does not work with --cloud baidu: .*deploy --cloud baidu --dry-run/,
  ],
  [
    ['estimate', '--bucket', 'my-bucket', '--region', 'bj'],
    /estimate does not work with --cloud baidu: .*one invocation/,
  ],
])('%j says what to do instead', async (args, message) => {
  const { exitCode, out, err } = await run([...args, '--cloud', 'baidu']);
  expect([exitCode, out, err]).toEqual([2, '', expect.stringMatching(message)]);
});

test.each([['dashboard'], ['token', 'ci', '--rights', 'read']])('%j is the same on both clouds', async (...args) => {
  const { exitCode, err } = await run([...args, '--cloud', 'baidu']);
  expect([exitCode, err]).toEqual([0, '']);
});

test('logs without a region are those of the local cloud', async () => {
  const { exitCode, err } = await run(['logs', '--cloud', 'baidu'], { AUTOALIAS_DATA: 'absent' });
  expect([exitCode, err]).toEqual([1, expect.stringContaining('functions.log')]);
});
