import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { UNVERIFIED_CHOICES } from '../../../../src/bucket/unverified-choices.ts';
import { addDevOptions, DEV_SETTINGS, devFlags, flagOf } from '../../../../src/cli/dev/settings/dev-settings.ts';
import { run } from '../../run.ts';

function flagsOf(args: readonly string[]) {
  return devFlags(addDevOptions(new Command()).parse(args, { from: 'user' }).opts());
}

describe('devFlags', () => {
  test.each([
    [[], {}],
    [['--port', '0', '--store-port=1'], { AUTOALIAS_PORT: '0', AUTOALIAS_STORE_PORT: '1' }],
    [
      ['--data', 'd', '--rules', 'r', '--host', 'h'],
      { AUTOALIAS_DATA: 'd', AUTOALIAS_RULES: 'r', AUTOALIAS_HOST: 'h' },
    ],
    [['--buckets', 'a,b'], { AUTOALIAS_BUCKETS: 'a,b' }],
    [['--token', 't'], { AUTOALIAS_TOKEN: 't' }],
    [['--access-key-id', 'i', '--access-key-secret', 's'], { OSS_ACCESS_KEY_ID: 'i', OSS_ACCESS_KEY_SECRET: 's' }],
    [['--duplicates'], { AUTOALIAS_DUPLICATES: '1' }],
    [['--no-duplicates'], { AUTOALIAS_DUPLICATES: '0' }],
    [['--choice', 'a=b'], { AUTOALIAS_CHOICES: 'a=b' }],
    [['--choice', 'a=b', '--choice=c=d,e=f'], { AUTOALIAS_CHOICES: 'a=b,c=d,e=f' }],
    [['--data', ''], { AUTOALIAS_DATA: '' }],
  ])('%j', (args, expected) => {
    expect(flagsOf(args)).toEqual(expected);
  });
});

test('the help lists every choice with its values, the default first', async () => {
  const { out } = await run(['dev', '--help']);
  for (const [name, { candidates, default: fallback }] of Object.entries(UNVERIFIED_CHOICES)) {
    expect(out).toMatch(new RegExp(`\\n  ${name} +${candidates.join(' \\\\| ')}\\n`));
    expect(candidates[0]).toBe(fallback);
  }
});

describe('every setting', () => {
  test.each(DEV_SETTINGS.map((setting) => [setting.flags, setting]))(
    '%s is in the help, with variable and default',
    async (_, setting) => {
      const { out } = await run(['dev', '--help']);
      const words = `${setting.flags} ${setting.description} [${setting.variable}; default: ${setting.fallback}]`;
      expect(out.replace(/\s+/g, ' ')).toContain(words);
    },
  );

  test.each(DEV_SETTINGS.map((setting) => [setting.variable, flagOf(setting)]))(
    '%s is in src/local/README.md with %s',
    (variable, flag) => {
      const row = readFileSync('src/local/README.md', 'utf8')
        .split('\n')
        .find((line) => line.startsWith('|') && line.includes(`\`${flag}\``));
      expect(row).toContain(`\`${variable}\``);
    },
  );
});

test.each([
  [['dev', '--port'], "option '--port <port>' argument missing"],
  [['dev', '--prot', '1'], "unknown option '--prot'"],
  [
    ['dev', '--choice', 'linkListedSize=one'],
    '"linkListedSize" cannot be "one"; write linkListedSize=zero or linkListedSize=target-name-length',
  ],
  [['dev', '--port', '65536'], "--port: the value '65536' cannot be used: write a port from 0 to 65535"],
])('%j is wrong use', async (args, message) => {
  expect(await run(args)).toMatchObject({ exitCode: 2, out: '', err: expect.stringContaining(message) });
});
