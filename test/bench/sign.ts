import signing from 'ali-oss/lib/common/signUtils.js';
import { rememberSigningKey } from '../../src/oss-wire/sign-v4.ts';
import { authorizeV4 } from '../../src/stores/oss/request/authorize-v4.ts';
import { localCredentials } from '../contract/local-oss.ts';
import type { Comparison } from './compare.ts';

const AT = Date.UTC(2026, 10, 20, 23, 0, 0);
const HEADERS = {
  'content-type': 'application/gzip',
  'x-oss-symlink-target': 'releases/app/1.2.3/app.tgz',
  'x-oss-meta-autoalias-base': 'none',
  'x-oss-meta-autoalias-order': '1.2.3',
  'x-oss-tagging': 'autoalias-rule=app',
};
const SENT = { ...HEADERS, 'x-oss-date': '20261120T230000Z', 'x-oss-content-sha256': 'UNSIGNED-PAYLOAD' };

/** The V4 signature of one PutSymlink. */
export function sign(): Comparison {
  const { accessKeyId, accessKeySecret } = localCredentials;
  const signingKey = rememberSigningKey();
  const key = 'releases/app/latest/app.tgz';
  const ours = (): string | undefined =>
    authorizeV4(
      { method: 'PUT', bucket: 'demo', key, query: [['symlink', '']], headers: HEADERS },
      { credentials: localCredentials, region: 'cn-hangzhou', now: AT, signingKey },
    ).headers.authorization;
  const peer = (): string =>
    signing.authorizationV4(
      ...([accessKeyId, accessKeySecret, 'cn-hangzhou', 'PUT'] as const),
      ...([{ headers: SENT, queries: { symlink: null } }, 'demo', key] as const),
    );
  if (ours() !== peer()) throw new Error(`two signatures of one request:\n${ours()}\n${peer()}`);
  return {
    name: 'signing a PutSymlink',
    peerName: 'ali-oss authorizationV4',
    count: 2000,
    ours: (count) => {
      for (let i = 0; i < count; i++) ours();
    },
    peer: (count) => {
      for (let i = 0; i < count; i++) peer();
    },
  };
}
