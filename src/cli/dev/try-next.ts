import type { Credentials } from '../../stores/oss/credentials.ts';
import { presignUrl } from '../../stores/oss/presign-url.ts';

export interface TryNextParts {
  /** Endpoint of the store. */
  readonly store: string;
  readonly api: string;
  readonly bucket: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly token: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Seconds that a printed URL is good for: a day. */
const EXPIRES_IN = 86_400;

/** Greater than any release of the demo, so that the alias visibly moves. */
const KEY = 'releases/vite/100.0.0/vite.tgz';
const ALIAS = 'releases/vite/latest/vite.tgz';

/** What a person can do now, as commands to paste. The URLs are good for a day. */
export const tryNext = (parts: TryNextParts): string => {
  const url = (method: 'GET' | 'PUT', key: string): string =>
    presignUrl({
      ...{ method, key, endpoint: parts.store, bucket: parts.bucket, region: parts.region },
      ...{ credentials: parts.credentials, now: parts.now, expiresIn: EXPIRES_IN },
    });
  return `Try next

  Upload a release, and read it through its alias:

    curl -T package.json '${url('PUT', KEY)}'
    curl '${url('GET', ALIAS)}'

  Ask why the alias points there:

    curl -H 'Authorization: Bearer ${parts.token}' '${parts.api}/v1/explain?key=${ALIAS}'

  The same from a program, with ali-oss:

    import OSS from 'ali-oss';
    const client = new OSS({
      endpoint: '${parts.store}',
      region: 'oss-${parts.region}',
      bucket: '${parts.bucket}',
      accessKeyId: '${parts.credentials.accessKeyId}',
      accessKeySecret: '${parts.credentials.accessKeySecret}',
      authorizationV4: true,
    });
    await client.put('releases/app/1.0.0/app.tgz', Buffer.from('hello'));
    await new Promise((done) => setTimeout(done, 1000)); // the event takes a moment
    console.log(await client.getSymlink('releases/app/latest/app.tgz'));
`;
};
