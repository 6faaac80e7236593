import type { Command } from 'commander';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';

/** The flags by which a command names the HTTP API of a deployment. */
export interface ApiFlags {
  readonly api?: string;
  readonly token?: string;
}

/** The URL of an API and its token. */
export interface ApiAddress {
  readonly url: string;
  readonly token: string;
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
export async function askRules({ url, token }: ApiAddress, deadline = DEADLINE): Promise<RulesAnswer> {
  const address = `${url}${url.endsWith('/') ? '' : '/'}v1/rules`;
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new Error(`its answer was not complete after ${deadline} ms`));
  }, deadline);
  try {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: late.signal,
    });
    const body: unknown = JSON.parse(await readText(response, late.signal));
    if (!response.ok) throw new Error(`it answered ${response.status}: ${messageIn(body)}`);
    return answerSchema.parse(body);
  } catch (cause) {
    throw new AutoaliasError('api-failed', `${address} did not return its rules: ${reasonOf(cause)}`, {
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
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

function messageIn(body: unknown): string {
  const parsed = z.object({ error: z.object({ message: z.string() }) }).safeParse(body);
  return parsed.success ? parsed.data.error.message : 'no message';
}

function reasonOf(cause: unknown): string {
  if (cause instanceof z.ZodError || cause instanceof SyntaxError) return 'its answer is not that of an autoalias API';
  if (!(cause instanceof Error)) return String(cause);
  // fetch puts the reason into the cause.
  return cause.cause instanceof Error && cause.cause.message !== '' ? cause.cause.message : cause.message;
}
