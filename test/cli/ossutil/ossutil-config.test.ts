import { describe, expect, test } from 'vitest';
import { parseOssutilConfig, profileSettings } from '../../../src/cli/ossutil/ossutil-config.ts';

const V2 = `
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

const V1 = `[Credentials]
language=EN
endpoint=oss-cn-hangzhou.aliyuncs.com
accessKeyID=old
accessKeySecret=secret
[Bucket-Endpoint]
one=oss-cn-shenzhen.aliyuncs.com
[Bucket-Cname]
two=files.example.com
`;

describe('what a profile says of a bucket', () => {
  test.each<[what: string, text: string, profile: string, bucket: string | undefined, says: object]>([
    ['the default', V2, 'default', 'b', { accesskeyid: 'id', accesskeysecret: 'a=b#c', region: 'cn-hangzhou' }],
    [
      'one with a source, names without regard to case',
      V2,
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
      'the bucket has more to say',
      V2,
      'Dev',
      'bucket-hz',
      { ...{ region: 'cn-hangzhou', endpoint: 'test.com', addressingstyle: 'cname' }, accesskeyid: 'dev-id' },
    ],
    ['in one line', V2, 'dev', 'bucket-bj', { region: 'cn-shanghai' }],
    ['nothing', V2, 'dev', 'plain', { region: 'cn-beijing' }],
    ['no bucket', V2, 'cred', undefined, { accesskeyid: 'cred-id' }],
    [
      'the long form of default',
      '[profile default]\nregion=cn-hangzhou',
      'default',
      undefined,
      { region: 'cn-hangzhou' },
    ],
    ['a file of version 1', V1, 'default', 'b', { accesskeyid: 'old', endpoint: 'oss-cn-hangzhou.aliyuncs.com' }],
    ['its endpoint of a bucket', V1, 'default', 'one', { endpoint: 'oss-cn-shenzhen.aliyuncs.com' }],
    ['its host of a bucket', V1, 'default', 'two', { endpoint: 'files.example.com', addressingstyle: 'cname' }],
    ['an empty file', '', 'default', 'b', {}],
    ['Windows line ends and a byte order mark', '\ufeff[default]\r\nregion=a\r\n', 'default', 'b', { region: 'a' }],
  ])('%s', (_, text, profile, bucket, says) => {
    expect(profileSettings(parseOssutilConfig(text, 'f'), profile, bucket)).toMatchObject(says);
  });

  test('buckets of another profile have no say', () => {
    expect(profileSettings(parseOssutilConfig(V2, 'f'), 'default', 'bucket-hz')).not.toHaveProperty('endpoint');
  });
});

describe('what is no configuration', () => {
  test.each<[what: string, text: string, message: string]>([
    ['a setting before a section', 'region=a\n', 'f:1: it stands before the first section; write [default] above it'],
    ['no setting', '[default]\nregion\n', 'f:2: "region" is neither [section] nor name=value'],
    ['no name', '[default]\n\n=x', 'f:3: "=x" is neither [section] nor name=value'],
    ['an open bracket', '[default\n', 'f:1: "[default" is neither [section] nor name=value'],
  ])('%s', (_, text, message) => {
    expect(() => parseOssutilConfig(text, 'f')).toThrow(expect.objectContaining({ code: 'config-invalid', message }));
  });

  test('a profile that is not there', () => {
    const message = 'f has no profile "prod"; it has default, dev, cred';
    expect(() => profileSettings(parseOssutilConfig(V2, 'f'), 'prod', 'b')).toThrow(
      expect.objectContaining({ code: 'usage', message }),
    );
    expect(() => profileSettings(parseOssutilConfig('', 'f'), 'prod', 'b')).toThrow('it has none');
  });

  test('profiles in a circle', () => {
    const text = '[profile a]\nsource-profile=b\n[profile b]\nsource-profile=a\n';
    expect(() => profileSettings(parseOssutilConfig(text, 'f'), 'a', 'b')).toThrow(
      'f: profiles go in a circle: a -> b -> a',
    );
  });
});
