import { type CredentialScope, dateTime } from '../../../oss-wire/sign-v4.ts';
import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import { readHttpDate } from '../../server/answer/times.ts';
import { notEmulated, notImplemented } from '../answer/not-emulated.ts';
import { WireFault } from '../answer/wire-fault.ts';

export interface AuthorizationV4 {
  readonly version: 'V4';
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** `x-oss-date` as it was sent (`YYYYMMDDTHHMMSSZ`), or else the text of `Date`. Line 2 of the string to sign. */
  readonly dateTime: string;
  readonly additionalHeaders: readonly string[];
  readonly signature: string;
  /** Presigned form only: seconds from `dateTime` on, 1 to 604,800. */
  readonly expiresIn?: number;
}

export interface AuthorizationV1 {
  readonly version: 'V1';
  readonly accessKeyId: string;
  readonly signature: string;
  /** Presigned form only: Unix seconds, as it was sent. */
  readonly expires?: string;
}

interface Anonymous {
  readonly version: 'none';
}

export type Authorization = AuthorizationV4 | AuthorizationV1 | Anonymous;

/** Reads the credentials of a request from its header or its query. Refuses other formats, and both at once. */
export function readAuthorization(
  headers: Readonly<Record<string, string>>,
  query: readonly QueryPair[],
): Authorization {
  const header = headers.authorization;
  const params = new Map(query);
  const inQuery = queryMarks.some((name) => params.has(name));
  if (header !== undefined && inQuery) {
    throw malformed('A request is signed in its Authorization header or in its query, not in both.', '0002-00000039');
  }
  if (header !== undefined) return fromHeader(header, headers);
  if (params.has('x-oss-signature-version') || params.has('x-oss-signature')) return fromQueryV4(params, headers);
  if (params.has('Signature') || params.has('OSSAccessKeyId')) return fromQueryV1(params);
  return { version: 'none' };
}

/** Query parameters that mark a presigned request. */
const queryMarks = ['x-oss-signature', 'x-oss-signature-version', 'Signature', 'OSSAccessKeyId'];

function fromHeader(header: string, headers: Readonly<Record<string, string>>): Authorization {
  const [, scheme = '', rest = ''] = /^(\S+)\s+(\S.*)$/s.exec(header.trim()) ?? [];
  if (scheme === 'OSS4-HMAC-SHA256') return fromHeaderV4(rest, headers);
  const [, accessKeyId = '', signature = ''] = /^([^:]+):(\S+)$/.exec(rest) ?? [];
  if (scheme === 'OSS' && signature !== '') return { version: 'V1', accessKeyId, signature };
  refuseForeignScheme(scheme);
  throw malformed(
    'The Authorization header is neither "OSS4-HMAC-SHA256 Credential=…" (V4) nor "OSS id:signature" (V1).',
  );
}

/** Refuses the signature of a known protocol that the store does not support. */
function refuseForeignScheme(scheme: string): void {
  const row = notEmulated.find(({ schemes }) => schemes?.includes(scheme));
  if (row !== undefined) throw notImplemented(row, [['Header', 'Authorization']]);
}

function fromHeaderV4(rest: string, headers: Readonly<Record<string, string>>): AuthorizationV4 {
  const fields = readFields(rest);
  const additional = readAdditional(fields.get('AdditionalHeaders'), headers, inHeader);
  const date = signedDate(headers);
  if (headers['x-oss-content-sha256'] !== 'UNSIGNED-PAYLOAD') {
    throw malformed('The header x-oss-content-sha256 must be the literal UNSIGNED-PAYLOAD.', '0002-00000214');
  }
  return v4(fields.get('Credential'), date, additional, fields.get('Signature'));
}

/** Reads `Credential=…,AdditionalHeaders=…,Signature=…`. Each name may occur once (EC 0002-00000202). */
function readFields(rest: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const field of rest.split(',')) {
    const [, name = '', value = ''] = /^\s*([A-Za-z]+)\s*=(.*)$/.exec(field) ?? [];
    if (!fieldNames.has(name) || fields.has(name)) {
      throw malformed(
        'The Authorization header is not "OSS4-HMAC-SHA256 Credential=…,AdditionalHeaders=…,Signature=…", ' +
          'with AdditionalHeaders optional and each of them once.',
        '0002-00000202',
      );
    }
    fields.set(name, value.trim());
  }
  return fields;
}

const fieldNames: ReadonlySet<string> = new Set(['Credential', 'AdditionalHeaders', 'Signature']);

/** The place that lists additional headers, and the `EC` codes of its errors. */
interface AdditionalPlace {
  readonly name: string;
  readonly empty: string;
  readonly emptyName: string;
  readonly absent: string;
}

const inHeader: AdditionalPlace = {
  name: 'AdditionalHeaders in the Authorization header',
  empty: '0002-00000209',
  emptyName: '0002-00000210',
  absent: '0002-00000211',
};

/** Codes that the documentation lists for a URL with a V2 signature. The pages about V4 list no codes. */
const inUrl: AdditionalPlace = {
  name: 'x-oss-additional-headers in the query',
  empty: '0002-00000076',
  emptyName: '0002-00000077',
  absent: '0002-00000078',
};

function readAdditional(
  list: string | undefined,
  headers: Readonly<Record<string, string>>,
  place: AdditionalPlace,
): readonly string[] {
  if (list === undefined) return [];
  if (list === '') throw malformed(`${place.name} is empty.`, place.empty);
  const names = list.split(';');
  if (names.some((name) => name.trim() === '')) throw malformed(`${place.name} has an empty name.`, place.emptyName);
  const absent = names.find((name) => name.includes('_') || headers[name.toLowerCase()] === undefined);
  if (absent === undefined) return names;
  throw malformed(`${place.name} names "${absent}", which the request does not have.`, place.absent);
}

/** The date of a signature: the signed text, and its UTC day as in the credential (YYYYMMDD). */
interface SignedDate {
  readonly text: string;
  readonly day: string;
}

/** OSS needs one of the two headers, and x-oss-date wins (EC 0002-00000503). OSS Go SDK v1 and ossutil 1 send only Date. */
function signedDate(headers: Readonly<Record<string, string>>): SignedDate {
  const ossDate = headers['x-oss-date'];
  if (ossDate !== undefined) return compactDate(ossDate);
  if (headers.date === undefined)
    throw malformed('A V4 signature needs the header x-oss-date or Date.', '0002-00000503');
  const milliseconds = readHttpDate(headers.date);
  if (milliseconds === undefined) {
    throw malformed(
      'The header Date is not an HTTP date ("Wed, 01 Jan 2025 00:00:00 GMT"), and x-oss-date is missing.',
    );
  }
  return { text: headers.date, day: dateTime(milliseconds).slice(0, 8) };
}

function compactDate(text: string): SignedDate {
  if (!/^\d{8}T\d{6}Z$/.test(text)) throw malformed('x-oss-date is not of the form YYYYMMDDTHHMMSSZ.');
  return { text, day: text.slice(0, 8) };
}

function fromQueryV4(params: ReadonlyMap<string, string>, headers: Readonly<Record<string, string>>): AuthorizationV4 {
  const version = params.get('x-oss-signature-version') ?? '';
  if (version !== 'OSS4-HMAC-SHA256') {
    refuseForeignScheme(version);
    throw malformed('x-oss-signature-version must be OSS4-HMAC-SHA256.');
  }
  const additional = readAdditional(params.get('x-oss-additional-headers'), headers, inUrl);
  const date = params.get('x-oss-date');
  if (date === undefined) throw malformed('A V4 signature needs x-oss-date in the query.', '0002-00000503');
  const expiresIn = readExpires(params.get('x-oss-expires'));
  const read = v4(params.get('x-oss-credential'), compactDate(date), additional, params.get('x-oss-signature'));
  return { ...read, expiresIn };
}

function readExpires(text: string | undefined): number {
  if (text === undefined) throw malformed('A V4 signature in the query needs x-oss-expires.', '0002-00000215');
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= 604_800) return seconds;
  throw malformed('x-oss-expires must be a whole number of seconds, 1 to 604800 (7 days).', '0002-00000232');
}

function v4(
  credential: string | undefined,
  signed: SignedDate,
  additionalHeaders: readonly string[],
  signature: string | undefined,
): AuthorizationV4 {
  const [accessKeyId, date, region, product, terminator, ...more] = credential?.split('/') ?? [];
  if (!accessKeyId || !date || !region || !product || terminator !== 'aliyun_v4_request' || more.length > 0) {
    throw malformed('The credential is not "<AccessKeyId>/<YYYYMMDD>/<region>/<product>/aliyun_v4_request".');
  }
  if (date !== signed.day) throw malformed('The date of the credential is not the day of x-oss-date or Date.');
  if (signature === undefined || !/^[0-9a-f]{64}$/.test(signature)) {
    throw malformed('The signature is not 64 lower-case hexadecimal digits.');
  }
  const scope = { date, region, product };
  return { version: 'V4', accessKeyId, scope, dateTime: signed.text, additionalHeaders, signature };
}

function fromQueryV1(params: ReadonlyMap<string, string>): AuthorizationV1 {
  const accessKeyId = params.get('OSSAccessKeyId');
  const signature = params.get('Signature');
  const expires = params.get('Expires');
  if (!accessKeyId || !signature || !expires) {
    throw new WireFault('AccessDenied', {
      message: 'Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters',
    });
  }
  if (!/^\d{1,12}$/.test(expires)) {
    throw new WireFault('AccessDenied', {
      message: 'Invalid date (should be seconds since epoch): Expires',
      ec: '0002-00000070',
    });
  }
  return { version: 'V1', accessKeyId, signature, expires };
}

function malformed(message: string, ec?: string): WireFault {
  return new WireFault('InvalidArgument', ec === undefined ? { message } : { message, ec });
}
