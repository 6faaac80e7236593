import { createHash, createHmac } from 'node:crypto';
import signing from 'ali-oss/lib/common/signUtils.js';
import { signingKey } from '../../../src/oss-wire/sign-v4.ts';
import { authorizeV4, rememberSigningMoment } from '../../../src/stores/oss/request/authorize-v4.ts';
import { localCredentials } from '../../contract/local-oss.ts';
import { repeated } from '../measure.ts';
import type { RowGroup } from '../row.ts';

/** How often one run does the work. */
const TIMES = 20_000;

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
export const signingRows: RowGroup = {
  name: 'signing',
  title: 'the V4 signature of one PutSymlink',
  open() {
    const { accessKeyId, accessKeySecret } = localCredentials;
    const moment = rememberSigningMoment();
    const key = 'releases/app/latest/app.tgz';
    const authorize = () =>
      authorizeV4(
        { method: 'PUT', bucket: 'demo', key, query: [['symlink', '']], headers: HEADERS },
        { credentials: localCredentials, region: 'cn-hangzhou', now: AT, moment },
      );
    const { canonicalRequest, stringToSign, signature, headers } = authorize();
    const dayKey = signingKey(accessKeySecret, { date: '20261120', region: 'cn-hangzhou', product: 'oss' });
    const head = stringToSign.slice(0, -64);
    // What no signature can do without, by the functions that every version of Node.js has.
    const hash = (): string => {
      const digest = createHash('sha256').update(canonicalRequest).digest('hex');
      return createHmac('sha256', dayKey)
        .update(head + digest)
        .digest('hex');
    };
    const signByAliOss = (): string =>
      signing.authorizationV4(
        ...([accessKeyId, accessKeySecret, 'cn-hangzhou', 'PUT'] as const),
        ...([{ headers: SENT, queries: { symlink: null } }, 'demo', key] as const),
      );
    if (hash() !== signature || headers.at(-1) !== signByAliOss()) throw new Error('the signatures differ');
    return {
      rows: [
        {
          name: 'signing',
          title: 'signing a PutSymlink',
          per: 'request',
          ours: repeated('autoalias', TIMES, authorize),
          peers: [repeated('the bare hashing', TIMES, hash), repeated('ali-oss', TIMES, signByAliOss)],
          aims: [{ measure: 'cpu', peer: 'the bare hashing', atMost: 1.4 }],
        },
      ],
    };
  },
};
