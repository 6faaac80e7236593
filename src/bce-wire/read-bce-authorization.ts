/** The parts of a bce-auth-v1 signature. */
export interface BceAuthorization {
  readonly accessKeyId: string;
  /** As it was sent: `2014-06-13T05:57:36Z`. */
  readonly timestamp: string;
  /** The timestamp in Unix milliseconds. */
  readonly signedAt: number;
  /** -1: it never expires. */
  readonly expirySeconds: number;
  /** Lower-case names. Empty if the signature does not name any: it then covers the default set. */
  readonly signedHeaders: readonly string[];
  /** 64 lower-case hex digits. */
  readonly signature: string;
}

/** Why a text is not such a signature. */
export interface MalformedAuthorization {
  readonly malformed: string;
}

/**
 * Reads `bce-auth-v1/{access key id}/{timestamp}/{expiry in seconds}/{signed headers}/{signature}`, from the header
 * `authorization` or from the query parameter of a presigned URL. It does not verify it.
 */
export function readBceAuthorization(text: string): BceAuthorization | MalformedAuthorization {
  const parts = text.trim().split('/');
  const [version = '', accessKeyId = '', timestamp = '', expiry = '', headers = '', signature = ''] = parts;
  if (version !== 'bce-auth-v1') return malformed(`it begins with ${JSON.stringify(version)}, not with bce-auth-v1`);
  if (parts.length !== 6) return malformed(`it has ${parts.length} parts between slashes, not 6`);
  if (accessKeyId === '') return malformed('the access key id is empty');
  const signedAt = readTime(timestamp);
  if (signedAt === undefined) return malformed('the timestamp is not of the form 2014-06-13T05:57:36Z');
  // -1 never expires (bce-sdk-go, doc/BOS.md, on presigned URLs).
  if (!/^(-1|\d{1,9})$/.test(expiry)) return malformed('the expiry is not a whole number of seconds');
  if (!/^[0-9a-f]{64}$/.test(signature)) return malformed('the signature is not 64 lower-case hex digits');
  const signedHeaders = headers === '' ? [] : headers.toLowerCase().split(';');
  if (signedHeaders.includes('')) return malformed('the list of signed headers has an empty name');
  return { accessKeyId, timestamp, signedAt, expirySeconds: Number(expiry), signedHeaders, signature };
}

function malformed(why: string): MalformedAuthorization {
  return { malformed: why };
}

/** Undefined for another form and for a day that does not exist, such as 30 February. */
function readTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  return new Date(time).toISOString().startsWith(text.slice(0, 19)) ? time : undefined;
}
