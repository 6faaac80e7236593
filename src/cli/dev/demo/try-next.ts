import type { Credentials } from '../../../oss-wire/credentials.ts';
import { presignBosUrl } from '../../../stores/bos/request/presign-url.ts';
import { presignUrl } from '../../../stores/oss/request/presign-url.ts';

export interface TryNextParts {
  /** Endpoint of the store. */
  readonly store: string;
  /** Endpoint of the store with the protocol of BOS. */
  readonly bos: string;
  readonly api: string;
  readonly bucket: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly token: string;
  /** Which secrets the user set. They are not printed, because terminals and logs keep what they show. */
  readonly isOwn: { readonly accessKeySecret: boolean; readonly token: boolean };
  /** Absolute path of a rules file that replaces the built-in rules. It may not match the keys shown here. */
  readonly rulesFile?: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Seconds until a printed URL expires: a day. */
const EXPIRES_IN = 86_400;

/** Greater than any release of the demo, so that the alias visibly moves. */
const KEY = 'releases/vite/100.0.0/vite.tgz';
const ALIAS = 'releases/vite/latest/vite.tgz';

/** What a person can do next, as commands to paste. The URLs expire after a day. */
export function tryNext(parts: TryNextParts): string {
  return `Try next\n\n${parts.rulesFile === undefined ? withOwnKeys(parts) : withRulesOf(parts.rulesFile, parts)}`;
}

function withOwnKeys(parts: TryNextParts): string {
  const { bucket, region, credentials, now } = parts;
  const signing = { bucket, region, credentials, now, expiresIn: EXPIRES_IN };
  const url = (method: 'GET' | 'PUT', key: string): string =>
    presignUrl({ method, key, endpoint: parts.store, ...signing });
  const bosUrl = (method: 'GET' | 'PUT', key: string): string =>
    presignBosUrl({ method, key, endpoint: parts.bos, ...signing });
  return `  Upload a release, and read it through its alias:

    curl -T package.json '${url('PUT', KEY)}'
    curl '${url('GET', ALIAS)}'

  Ask why the alias points there:

    curl -H ${bearer(parts)} '${parts.api}/v1/explain?key=${ALIAS}'

  The same on Baidu BOS, where the bucket is empty:

    curl -T package.json '${bosUrl('PUT', KEY)}'
    curl '${bosUrl('GET', ALIAS)}'
    npx autoalias status --bucket bos://${bucket} --endpoint ${parts.bos}

  The same from a program, with ali-oss:

${aliOssClient(parts)}
    await client.put('releases/app/1.0.0/app.tgz', Buffer.from('hello'));
    await new Promise((done) => setTimeout(done, 3000)); // the first event also starts a function
    console.log((await client.getSymlink('releases/app/latest/app.tgz')).targetName);
`;
}

function withRulesOf(rulesFile: string, parts: TryNextParts): string {
  return `  Upload what your rules match, with ali-oss:

${aliOssClient(parts)}
    await client.put('<key>', Buffer.from('hello'));

  See what the rules do with a key or an alias, and why:

    npx autoalias explain <key> --endpoint ${parts.store} --bucket ${parts.bucket} --rules ${shellQuoted(rulesFile)}
    curl -G -H ${bearer(parts)} --data-urlencode 'key=<key>' ${parts.api}/v1/explain
`;
}

/** The header as an argument of a shell command. */
function bearer({ token, isOwn }: TryNextParts): string {
  return isOwn.token ? '"Authorization: Bearer $AUTOALIAS_TOKEN"' : `'Authorization: Bearer ${token}'`;
}

function aliOssClient({ store, region, bucket, credentials, isOwn }: TryNextParts): string {
  const secret = isOwn.accessKeySecret ? 'process.env.OSS_ACCESS_KEY_SECRET' : `'${credentials.accessKeySecret}'`;
  return `    import OSS from 'ali-oss';
    const client = new OSS({
      endpoint: '${store}',
      region: 'oss-${region}',
      bucket: '${bucket}',
      accessKeyId: '${credentials.accessKeyId}',
      accessKeySecret: ${secret},
      authorizationV4: true,
    });`;
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
