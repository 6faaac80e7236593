/** Sends one request. The global `fetch` of Node has this type. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An issuer that could not be asked, or whose answer cannot be used. */
export class IssuerUnavailable extends Error {}

/** The size limit in bytes. The keys of GitHub and GitLab have less than 20 KB. */
const MOST_BYTES = 256 * 1024;

/** How long a request may take, with its body, in milliseconds. */
const LONGEST = 5000;

/**
 * Reads a JSON document of an issuer over https. Follows no redirects, because the configuration names the issuer
 * exactly.
 *
 * @throws IssuerUnavailable
 */
export async function fetchDocument(url: string, fetch: Fetch): Promise<unknown> {
  if (!url.startsWith('https://')) throw new IssuerUnavailable(`${url} is not an https:// address`);
  const signal = AbortSignal.timeout(LONGEST);
  try {
    const response = await fetch(url, { redirect: 'manual', signal, headers: { accept: 'application/json' } });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new IssuerUnavailable(`GET ${url} answered ${response.status}`);
    }
    return JSON.parse(await readText(response, url));
  } catch (cause) {
    if (cause instanceof IssuerUnavailable) throw cause;
    throw new IssuerUnavailable(`GET ${url} failed: ${reasonOf(cause)}`, { cause });
  }
}

/** Counts the bytes after decompression, so that a small response cannot become a large one. */
async function readText(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new IssuerUnavailable(`the response to GET ${url} is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `fetch` says only "fetch failed", and the cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
