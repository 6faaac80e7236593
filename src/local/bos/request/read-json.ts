import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { messageOf } from '../../../error-text.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { BosFault } from '../answer/bos-fault.ts';
import { checkContentMd5 } from './content-md5.ts';

/** The page of DeleteMultipleObjects: a body has at most 2 MB. */
const MOST_BYTES = 2 * 1024 * 1024;

/** Reads a JSON body. Throws `MalformedJSON`, `InappropriateJSON` for another document, or `BadDigest`. */
export async function readJson<T>(call: StoreCall, schema: z.ZodType<T>): Promise<T> {
  const document = await readOptionalJson(call, schema);
  if (document !== undefined) return document;
  throw new BosFault('MalformedJSON', { message: 'The request has no body.' });
}

/** The same for a body that may be empty. */
export async function readOptionalJson<T>(call: StoreCall, schema: z.ZodType<T>): Promise<T | undefined> {
  const body = await readWhole(call);
  if (body.length === 0) return undefined;
  const parsed = schema.safeParse(parse(body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BosFault('InappropriateJSON', {
    message: `The JSON you provided is not appropriate for this operation: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BosFault('MalformedJSON', {
      message: `The JSON you provided was not well-formed: ${messageOf(cause)}.`,
      cause,
    });
  }
}

async function readWhole(call: StoreCall): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of call.body.read()) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new BosFault('MaxMessageLengthExceeded');
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  checkContentMd5(call.headers['content-md5'], createHash('md5').update(body).digest());
  return body;
}
