import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { messageOf } from '../../../error-text.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { BosFault } from '../answer/bos-fault.ts';
import { checkContentMd5 } from './content-md5.ts';

/** The default limit of a body. No page of a document other than that of DeleteMultipleObjects has one. */
const MOST_BYTES = 64 * 1024;

/**
 * Reads a JSON body of at most `mostBytes`. Throws `MalformedJSON`, `InappropriateJSON` for another document, or `BadDigest`.
 *
 * A schema of many bytes must limit its lists with boundedArray(), and an operation checks the sender's rights first:
 * reading blocks all other requests.
 */
export async function readJson<T>(call: StoreCall, schema: z.ZodType<T>, mostBytes: number = MOST_BYTES): Promise<T> {
  const document = await readOptionalJson(call, schema, mostBytes);
  if (document !== undefined) return document;
  throw new BosFault('MalformedJSON', { message: 'The request has no body.' });
}

/** The same for a body that may be empty. */
export async function readOptionalJson<T>(
  call: StoreCall,
  schema: z.ZodType<T>,
  mostBytes: number = MOST_BYTES,
): Promise<T | undefined> {
  const body = await readWhole(call, mostBytes);
  if (body.length === 0) return undefined;
  const parsed = schema.safeParse(parse(body));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BosFault('InappropriateJSON', {
    message: `The JSON you provided is not appropriate for this operation: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  });
}

/** Bytes that are not UTF-8 must not become U+FFFD, which can be in another key. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch (cause) {
    throw new BosFault('MalformedJSON', {
      message: `The JSON you provided was not well-formed: ${messageOf(cause)}.`,
      cause,
    });
  }
}

async function readWhole(call: StoreCall, mostBytes: number): Promise<Buffer> {
  if ((call.body.length ?? 0) > mostBytes) throw tooLong(mostBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of call.body.read()) {
    size += chunk.length;
    if (size > mostBytes) throw tooLong(mostBytes);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  checkContentMd5(call.headers['content-md5'], createHash('md5').update(body).digest());
  return body;
}

function tooLong(mostBytes: number): BosFault {
  return new BosFault('MaxMessageLengthExceeded', {
    message: `Your request was too big: its body can have ${mostBytes} bytes.`,
  });
}
