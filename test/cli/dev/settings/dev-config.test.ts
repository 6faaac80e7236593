import { describe, expect, it, test } from 'vitest';
import { readDevConfig, SettingsInvalid } from '../../../../src/cli/dev/settings/dev-config.ts';
import type { DevFlags } from '../../../../src/cli/dev/settings/dev-settings.ts';

const DEFAULTS = {
  host: '127.0.0.1',
  storePort: 9000,
  apiPort: 9001,
  bosPort: 9002,
  dataDir: '/project/.autoalias',
  bucket: 'demo',
  otherBuckets: [],
  credentials: { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' },
  events: 'native',
  access: {},
  otlp: {},
  duplicates: false,
  choices: {},
};

const TOKENS = `[{"name":"ci","rights":["read"],"sha256":"${'a'.repeat(64)}"}]`;

const TAKEN: [Record<string, string>, object][] = [
  [{}, {}],
  [{ AUTOALIAS_PORT: '', AUTOALIAS_DATA: ' ', AUTOALIAS_RULES: '', OSS_ACCESS_KEY_ID: '' }, {}],
  [
    { AUTOALIAS_STORE_PORT: '0', AUTOALIAS_PORT: '0' },
    { storePort: 0, apiPort: 0 },
  ],
  [{ AUTOALIAS_PORT: '65535' }, { apiPort: 65_535 }],
  [{ AUTOALIAS_BOS_PORT: '0' }, { bosPort: 0 }],
  [
    { AUTOALIAS_BOS_PORT: '9003', AUTOALIAS_STORE_PORT: '9002' },
    { bosPort: 9003, storePort: 9002 },
  ],
  [{ AUTOALIAS_DATA: 'data' }, { dataDir: '/project/data' }],
  [{ AUTOALIAS_DATA: '/elsewhere' }, { dataDir: '/elsewhere' }],
  [{ AUTOALIAS_RULES: '../rules.yaml' }, { rulesFile: '/rules.yaml' }],
  [{ AUTOALIAS_BUCKETS: 'plain' }, { bucket: 'plain' }],
  [{ AUTOALIAS_BUCKETS: 'one , two,one' }, { bucket: 'one', otherBuckets: ['two'] }],
  [{ AUTOALIAS_TOKEN: 'secret' }, { token: 'secret' }],
  [{ AUTOALIAS_EVENTS: 'eventbridge' }, { events: 'eventbridge' }],
  [{ AUTOALIAS_EVENTS: ' smq ' }, { events: 'smq' }],
  [{ AUTOALIAS_EVENTS: 'smq-notification' }, { events: 'smq-notification' }],
  [
    { AUTOALIAS_EVENTS: 'eventbridge', AUTOALIAS_BATCH: '100' },
    { events: 'eventbridge', batch: 100 },
  ],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_EXPORTER_OTLP_HEADERS: 'a=b' },
    { otlp: { endpoint: 'http://127.0.0.1:4318', headers: 'a=b' } },
  ],
  [{ AUTOALIAS_TOKENS: TOKENS, AUTOALIAS_OIDC: '[]' }, { access: { tokens: TOKENS, oidc: '[]' } }],
  [{ AUTOALIAS_DUPLICATES: '1' }, { duplicates: true }],
  [{ AUTOALIAS_DUPLICATES: 'yes' }, { duplicates: true }],
  [{ AUTOALIAS_DUPLICATES: ' On ' }, { duplicates: true }],
  [{ AUTOALIAS_DUPLICATES: 'no' }, { duplicates: false }],
  [{ AUTOALIAS_DUPLICATES: 'off' }, { duplicates: false }],
  [
    { OSS_ACCESS_KEY_ID: 'id', OSS_ACCESS_KEY_SECRET: 's' },
    { credentials: { accessKeyId: 'id', accessKeySecret: 's' } },
  ],
  [{ AUTOALIAS_CHOICES: '' }, {}],
  [
    { AUTOALIAS_CHOICES: 'archivePutSymlink=OperationNotSupported, eventKeyEncoding=url-encoded' },
    { choices: { archivePutSymlink: 'OperationNotSupported', eventKeyEncoding: 'url-encoded' } },
  ],
  [{ AUTOALIAS_BOS_CHOICES: 'targetEncoding=raw' }, { bosChoices: 'targetEncoding=raw' }],
  [{ AUTOALIAS_HOST: '127.0.0.2' }, { host: '127.0.0.2' }],
  [
    { AUTOALIAS_HOST: '0.0.0.0', OSS_ACCESS_KEY_SECRET: 's' },
    { host: '0.0.0.0', credentials: { accessKeyId: 'autoalias', accessKeySecret: 's' } },
  ],
];

const REFUSED: [Record<string, string>, string][] = [
  [
    { AUTOALIAS_EVENTS: 'mns' },
    "AUTOALIAS_EVENTS: the value 'mns' cannot be used: write one of native, eventbridge, smq",
  ],
  [{ AUTOALIAS_EVENTS: 'smq', AUTOALIAS_BATCH: '0' }, 'write a number of events from 1 to 100'],
  [{ AUTOALIAS_EVENTS: 'smq', AUTOALIAS_BATCH: '101' }, 'write a number of events from 1 to 100'],
  [{ AUTOALIAS_EVENTS: 'smq', AUTOALIAS_BATCH: '1.5' }, 'write a number of events from 1 to 100'],
  [{ AUTOALIAS_BATCH: '2' }, "AUTOALIAS_BATCH: the value '2' cannot be used: native triggers have no batches"],
  [
    { AUTOALIAS_TOKENS: '[{"name":"ci","rights":["read"],"sha256":"secret"}]' },
    'environment variable AUTOALIAS_TOKENS: the value cannot be used: AUTOALIAS_TOKENS[0].sha256: it must be the SHA-256',
  ],
  [{ AUTOALIAS_OIDC: '{' }, "AUTOALIAS_OIDC: the value '{' cannot be used: AUTOALIAS_OIDC is not JSON"],
  [
    { AUTOALIAS_BUCKETS: 'demo,Demo' },
    "environment variable AUTOALIAS_BUCKETS: the value 'demo,Demo' cannot be used: write bucket names separated by commas, each of 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end",
  ],
  [{ AUTOALIAS_BUCKETS: ',' }, "AUTOALIAS_BUCKETS: the value ','"],
  [
    { AUTOALIAS_PORT: 'abc' },
    "environment variable AUTOALIAS_PORT: the value 'abc' cannot be used: write a port from 0 to 65535, where 0 picks a free one",
  ],
  [{ AUTOALIAS_PORT: '65536' }, "AUTOALIAS_PORT: the value '65536' cannot be used: write a port"],
  [{ AUTOALIAS_STORE_PORT: '-1' }, "AUTOALIAS_STORE_PORT: the value '-1' cannot be used: write a port"],
  [{ AUTOALIAS_STORE_PORT: '90.5' }, "AUTOALIAS_STORE_PORT: the value '90.5'"],
  [{ AUTOALIAS_PORT: '9000' }, "AUTOALIAS_PORT: the value '9000' cannot be used: the store uses this port"],
  [
    { AUTOALIAS_BOS_PORT: '9000' },
    "AUTOALIAS_BOS_PORT: the value '9000' cannot be used: the store or the API uses this port",
  ],
  [
    { AUTOALIAS_BOS_PORT: '9001' },
    "AUTOALIAS_BOS_PORT: the value '9001' cannot be used: the store or the API uses this port",
  ],
  [{ AUTOALIAS_STORE_PORT: '9002' }, 'environment variable AUTOALIAS_BOS_PORT'],
  [
    { AUTOALIAS_DUPLICATES: 'maybe' },
    "AUTOALIAS_DUPLICATES: the value 'maybe' cannot be used: write 1, true, yes or on; or 0, false, no or off",
  ],
  [
    { OSS_ACCESS_KEY_ID: 'two words' },
    "OSS_ACCESS_KEY_ID: the value 'two words' cannot be used: write printable ASCII",
  ],
  [
    { AUTOALIAS_BOS_CHOICES: 'targetEncoding=no' },
    'environment variable AUTOALIAS_BOS_CHOICES: the value \'targetEncoding=no\' cannot be used: "targetEncoding" cannot be "no"; write ',
  ],
  [
    { AUTOALIAS_CHOICES: 'archive=no' },
    'environment variable AUTOALIAS_CHOICES: the value \'archive=no\' cannot be used: there is no choice "archive"; the choices are linkListedSize, ',
  ],
  [
    { AUTOALIAS_CHOICES: 'linkMetaSize=zero,archivePutSymlink=no' },
    'write archivePutSymlink=accepted or archivePutSymlink=OperationNotSupported',
  ],
  [{ AUTOALIAS_HOST: '0.0.0.0' }, "AUTOALIAS_HOST: the value '0.0.0.0' cannot be used: other machines could reach it"],
];

describe('readDevConfig', () => {
  it.each(TAKEN)('takes %o', (env, expected) => {
    expect(readDevConfig(env, '/project')).toEqual({ ...DEFAULTS, ...expected });
  });

  it.each(REFUSED)('refuses %o', (env, message) => {
    expect(() => readDevConfig(env, '/project')).toThrow(message);
  });

  it.each(['OSS_ACCESS_KEY_SECRET', 'AUTOALIAS_TOKEN'])('refuses a bad %s without printing it', (name) => {
    expect(() => readDevConfig({ [name]: 'p ssw rd' }, '/project')).toThrow(
      new RegExp(`^environment variable ${name}: the value cannot be used: write printable`),
    );
  });

  it.each<DevFlags>([
    { AUTOALIAS_TOKEN: '' },
    { OSS_ACCESS_KEY_ID: ' ' },
    { AUTOALIAS_PORT: '' },
    { AUTOALIAS_RULES: '' },
  ])('reports an empty flag once: %o', (flags) => {
    expect(() => readDevConfig({}, '/project', flags)).toThrow(
      /^--[a-z-]+: the value(?: ' ?')? cannot be used: write a value, or leave it out$/,
    );
  });

  it('reports all problems at once', () => {
    const env = { AUTOALIAS_PORT: 'a', AUTOALIAS_STORE_PORT: 'b' };
    expect(() => readDevConfig(env, '/')).toThrow(/AUTOALIAS_STORE_PORT.*\n.*AUTOALIAS_PORT/);
  });

  it.each<[flags: DevFlags, env: Record<string, string>, expected: object]>([
    [{ AUTOALIAS_PORT: '9100' }, {}, { apiPort: 9100 }],
    [{ AUTOALIAS_PORT: '9100' }, { AUTOALIAS_PORT: '9200' }, { apiPort: 9100 }],
    [{ AUTOALIAS_PORT: '9100' }, { AUTOALIAS_PORT: 'not a port' }, { apiPort: 9100 }],
    [{ AUTOALIAS_RULES: 'mine.yaml' }, { AUTOALIAS_RULES: 'theirs.yaml' }, { rulesFile: '/project/mine.yaml' }],
    [{ AUTOALIAS_DUPLICATES: '0' }, { AUTOALIAS_DUPLICATES: '1' }, { duplicates: false }],
    [
      { AUTOALIAS_CHOICES: 'linkMetaSize=zero' },
      { AUTOALIAS_CHOICES: 'no such choice' },
      { choices: { linkMetaSize: 'zero' } },
    ],
    [{ AUTOALIAS_DATA: 'data' }, { AUTOALIAS_PORT: '0' }, { dataDir: '/project/data', apiPort: 0 }],
  ])('a flag wins over the environment: %o with %o', (flags, env, expected) => {
    expect(readDevConfig(env, '/project', flags)).toEqual({ ...DEFAULTS, ...expected });
  });

  it.each<[flags: DevFlags, env: Record<string, string>, code: string, message: string]>([
    [{ AUTOALIAS_PORT: 'x' }, {}, 'usage', "--port: the value 'x' cannot be used: write a port from 0 to 65535"],
    [{ AUTOALIAS_DATA: '' }, {}, 'usage', "--data: the value '' cannot be used: write a value, or leave it out"],
    [{ AUTOALIAS_STORE_PORT: '-1' }, { AUTOALIAS_STORE_PORT: '1' }, 'usage', "--store-port: the value '-1'"],
    [{ AUTOALIAS_PORT: '9000' }, {}, 'usage', "--port: the value '9000' cannot be used: the store uses this port"],
    [{ AUTOALIAS_STORE_PORT: '9001' }, {}, 'config-invalid', 'environment variable AUTOALIAS_PORT'],
    [{ AUTOALIAS_CHOICES: 'a=b' }, {}, 'usage', "--choice: the value 'a=b' cannot be used: there is no choice"],
    [{ AUTOALIAS_HOST: '0.0.0.0' }, {}, 'usage', "--host: the value '0.0.0.0' cannot be used: other machines"],
    [{ AUTOALIAS_HOST: '127.0.0.1' }, { AUTOALIAS_PORT: 'x' }, 'config-invalid', 'environment variable AUTOALIAS_PORT'],
    [{ OSS_ACCESS_KEY_SECRET: 'p ssw rd' }, {}, 'usage', '--access-key-secret: the value cannot be used: write'],
  ])('names what gave a value that it refuses: %o with %o', (flags, env, code, message) => {
    expect(() => readDevConfig(env, '/project', flags)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

describe('settings invalid', () => {
  test('the message has a line for each setting', () => {
    const error = new SettingsInvalid('usage', ['--port: a', '--token: b']);
    expect(error).toMatchObject({
      code: 'usage',
      message: '--port: a\n--token: b',
      lines: ['--port: a', '--token: b'],
    });
  });
});
