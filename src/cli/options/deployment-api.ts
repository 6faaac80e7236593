import type { Command } from 'commander';
import * as z from 'zod';
import { acs3TriggerHeaders } from '../../alibaba/acs3.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { TOKEN_HEADER } from '../../handlers/http/access/api-token.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';

/** The flags by which a command names the HTTP API of a deployment. */
export interface ApiFlags {
  readonly api?: string;
  readonly token?: string;
}

/** The URL of an API, and how to call it. */
export interface ApiAddress {
  readonly url: string;
  readonly token: string;
  /** With which requests are signed, if the HTTP trigger requires that. */
  readonly credentials?: Credentials | undefined;
}

export interface RulesAnswer {
  readonly text: string;
  readonly source: string;
  /** The buckets that follow these rules. */
  readonly buckets: readonly string[];
}

/** Milliseconds for connection and answer together. A function may have to start first. */
const DEADLINE = 30_000;
/** Larger than any rules file that autoalias loads. */
const MOST_BYTES = 4 * 1024 * 1024;

export function addApiOptions(command: Command): Command {
  return command
    .option('--api <url>', 'URL of the HTTP API of the deployment, to use its rules [AUTOALIAS_API]')
    .option('--token <token>', 'token of that API [AUTOALIAS_TOKEN]');
}

/**
 * `GET /v1/rules`. Throws AutoaliasError `api-failed` for an answer that does not contain the rules or comes too late.
 */
export async function askRules(api: ApiAddress, deadline = DEADLINE): Promise<RulesAnswer> {
  const address = addressOf(api, 'v1/rules');
  try {
    const { status, text, advice } = await get(api, address, deadline);
    if (status === 200) return answerSchema.parse(JSON.parse(text));
    throw new Error(`it answered ${status}: ${messageIn(text) ?? 'no message'}${advice}`);
  } catch (cause) {
    throw new AutoaliasError('api-failed', `${address} did not return its rules: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

/** A GET request to the API. Throws AutoaliasError `api-failed` if no answer comes. */
export async function callApi(
  api: ApiAddress,
  path: string,
): Promise<{ readonly status: number; readonly message: string }> {
  const address = addressOf(api, path);
  try {
    const { status, text, advice } = await get(api, address, DEADLINE);
    return { status, message: `${messageIn(text) ?? 'no message'}${advice}` };
  } catch (cause) {
    throw new AutoaliasError('api-failed', `${address} gave no answer: ${reasonOf(cause)}`, { cause });
  }
}

function addressOf({ url }: ApiAddress, path: string): string {
  return `${url}${url.endsWith('/') ? '' : '/'}${path}`;
}

/**
 * Sends a request. A trigger with `authType: function` refuses it before the function sees it. Then it is sent again with a
 * signature, if there are credentials.
 */
async function get(api: ApiAddress, address: string, deadline: number) {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new Error(`its answer was not complete after ${deadline} ms`));
  }, deadline);
  try {
    const send = async (headers: Readonly<Record<string, string>>) => {
      const response = await fetch(address, { headers, redirect: 'error', signal: late.signal });
      return { status: response.status, text: await readText(response, late.signal) };
    };
    const { token, credentials } = api;
    const first = await send({ authorization: `Bearer ${token}` });
    const isRefused = REFUSED.has(first.status) && messageIn(first.text) === undefined;
    const answer = isRefused && credentials !== undefined ? await send(signed(api, address)) : first;
    return { ...answer, advice: isRefused && credentials === undefined ? NO_CREDENTIALS : '' };
  } finally {
    clearTimeout(timer);
  }
}

/** The statuses with which Function Compute refuses a request without a signature. */
const REFUSED: ReadonlySet<number> = new Set([400, 401, 403]);

const NO_CREDENTIALS =
  '; if the trigger requires a signature, set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET of a user with fc:InvokeFunction';

/** The signature takes the place of the token, which has a header of its own. */
function signed({ token, credentials }: ApiAddress, address: string): Readonly<Record<string, string>> {
  if (credentials === undefined) return {};
  const signature = acs3TriggerHeaders({ method: 'GET', url: new URL(address) }, credentials, Date.now());
  return { ...signature, [TOKEN_HEADER]: token };
}

const answerSchema = z.object({ text: z.string(), source: z.string(), buckets: z.array(z.string()).min(1) });

/**
 * After the answer has begun, fetch of Node 20 can lose the signal to garbage collection. So the reader listens to it
 * too.
 */
async function readText({ body }: Response, signal: AbortSignal): Promise<string> {
  const reader = body?.getReader();
  const stop = (): void => void reader?.cancel().catch(() => {});
  signal.addEventListener('abort', stop);
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      chunks.push(part.value);
      size += part.value.length;
      if (size > MOST_BYTES) throw new Error(`its answer is longer than ${MOST_BYTES} bytes`);
    }
    signal.throwIfAborted();
    return Buffer.concat(chunks).toString();
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** The message of an error of autoalias. Undefined if the answer has another form. */
function messageIn(text: string): string | undefined {
  return z.object({ error: z.object({ message: z.string() }) }).safeParse(jsonOf(text)).data?.error.message;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError || cause instanceof SyntaxError) return 'its answer is not that of an autoalias API';
  if (!(cause instanceof Error)) return String(cause);
  // fetch puts the reason into the cause.
  return cause.cause instanceof Error && cause.cause.message !== '' ? cause.cause.message : cause.message;
}
