import { describe, expect, test } from 'vitest';
import { parseOssutilConfig, profileSettings } from '../../../src/cli/ossutil/ossutil-config.ts';

const FILE = `
# a comment
[default]
accessKeyID = "id"
accessKeySecret = 'a=b#c'
region=cn-hangzhou

; another
[profile Dev]
access_key_id=dev-id
source-profile=cred
buckets=Dev-Bucket

[profile cred]
access-key-id=cred-id
ACCESS-KEY-SECRET=cred-secret
region = cn-beijing
sign-version=v1

[buckets dev-bucket]
bucket-hz =
  region=cn-hangzhou
  endpoint=test.com
\taddressing-style=cname
bucket-bj = region=cn-shanghai
plain =
`;

describe('the settings of a profile for a bucket', () => {
  test.each<[what: string, text: string, profile: string, bucket: string | undefined, says: object]>([
    ['the default', FILE, 'default', 'b', { accesskeyid: 'id', accesskeysecret: 'a=b#c', region: 'cn-hangzhou' }],
    [
      'a profile with a source, and names that ignore case',
      FILE,
      'dev',
      'other',
      {
        accesskeyid: 'dev-id',
        accesskeysecret: 'cred-secret',
        region: 'cn-beijing',
        signversion: 'v1',
        sourceprofile: 'cred',
        buckets: 'Dev-Bucket',
      },
    ],
    [
      'settings of the bucket',
      FILE,
      'Dev',
      'bucket-hz',
      { region: 'cn-hangzhou', endpoint: 'test.com', addressingstyle: 'cname', accesskeyid: 'dev-id' },
    ],
    ['settings of the bucket on one line', FILE, 'dev', 'bucket-bj', { region: 'cn-shanghai' }],
    ['a bucket without settings', FILE, 'dev', 'plain', { region: 'cn-beijing' }],
    ['no bucket', FILE, 'cred', undefined, { accesskeyid: 'cred-id' }],
    [
      'the long form of default',
      '[profile default]\nregion=cn-hangzhou',
      'default',
      undefined,
      { region: 'cn-hangzhou' },
    ],
    ['an empty file', '', 'default', 'b', {}],
    ['Windows line ends and a byte order mark', '\ufeff[default]\r\nregion=a\r\n', 'default', 'b', { region: 'a' }],
  ])('%s', (_, text, profile, bucket, says) => {
    expect(profileSettings(parseOssutilConfig(text, 'f'), profile, bucket)).toMatchObject(says);
  });

  test('buckets of another profile do not count', () => {
    expect(profileSettings(parseOssutilConfig(FILE, 'f'), 'default', 'bucket-hz')).not.toHaveProperty('endpoint');
  });
});

describe('an invalid file', () => {
  test.each<[what: string, text: string, message: string]>([
    [
      'a setting before a section',
      'region=a\n',
      'f:1: a setting comes before the first section; write [default] above it',
    ],
    ['no setting', '[default]\nregion\n', 'f:2: "region" is neither [section] nor name=value'],
    ['no name', '[default]\n\n=x', 'f:3: "=x" is neither [section] nor name=value'],
    ['an open bracket', '[default\n', 'f:1: "[default" is neither [section] nor name=value'],
  ])('%s', (_, text, message) => {
    expect(() => parseOssutilConfig(text, 'f')).toThrow(expect.objectContaining({ code: 'config-invalid', message }));
  });

  test('an unknown profile', () => {
    const message = 'f has no profile "prod"; it has default, dev, cred';
    expect(() => profileSettings(parseOssutilConfig(FILE, 'f'), 'prod', 'b')).toThrow(
      expect.objectContaining({ code: 'usage', message }),
    );
    expect(() => profileSettings(parseOssutilConfig('', 'f'), 'prod', 'b')).toThrow('it has no profiles');
  });

  test('a cycle of profiles', () => {
    const text = '[profile a]\nsource-profile=b\n[profile b]\nsource-profile=a\n';
    expect(() => profileSettings(parseOssutilConfig(text, 'f'), 'a', 'b')).toThrow(
      'f: profiles form a cycle: a -> b -> a',
    );
  });
});
