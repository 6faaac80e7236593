import { expect, test } from 'vitest';
import { SettingsInvalid } from '../../../src/cli/dev/settings-invalid.ts';

test('the message has a line for each setting', () => {
  const error = new SettingsInvalid('usage', ['--port: a', '--token: b']);
  expect(error).toMatchObject({ code: 'usage', message: '--port: a\n--token: b', lines: ['--port: a', '--token: b'] });
});
