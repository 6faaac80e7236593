import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { messageOf } from '../../../error-text.ts';
import { parseXml, type XmlElement } from '../../../oss-wire/parse-xml.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { checkContentMd5 } from './content-md5.ts';

/** Reads an XML body of at most `limit` bytes. Throws `MalformedXML`, or `InvalidDigest` for a wrong Content-MD5. */
export async function readDocument<T>(call: StoreCall, schema: z.ZodType<T>, limit = 256 * 1024): Promise<T> {
  return readXml(await readWhole(call, limit), schema);
}

/** The same for an optional body. Whether a chunked body is empty is known only at its end. */
export async function readOptionalDocument<T>(call: StoreCall, schema: z.ZodType<T>): Promise<T | undefined> {
  const body = await readWhole(call, 256 * 1024);
  return body.length === 0 ? undefined : readXml(body, schema);
}

function readXml<T>(body: Buffer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parse(body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw malformed(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** Reads a body of at most `limit` bytes into memory, and checks its Content-MD5. */
async function readWhole(call: StoreCall, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of call.body.read()) {
    size += chunk.length;
    if (size > limit) throw malformed(`the document is longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  checkContentMd5(call.headers['content-md5'], createHash('md5').update(body).digest());
  return body;
}

function parse(text: string): unknown {
  // A document type can define entities that expand without limit. No request of OSS has a document type.
  if (/<!DOCTYPE/i.test(text)) throw malformed('a document type is not allowed');
  try {
    return plainValue([parseXml(text)]);
  } catch (cause) {
    throw malformed(messageOf(cause), cause);
  }
}

/** Elements by local name, each name with a list. An element without children is its text, including white space. */
function plainValue(elements: readonly XmlElement[]): Readonly<Record<string, unknown>> {
  const found = new Map<string, unknown[]>();
  for (const { name, text, children } of elements) {
    const local = name.slice(name.indexOf(':') + 1);
    const value = children.length === 0 ? text : plainValue(children);
    const before = found.get(local);
    if (before === undefined) found.set(local, [value]);
    else before.push(value);
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, values.length > 1 ? values : values[0]]));
}

function malformed(why: string, cause?: unknown): WireFault {
  return new WireFault('MalformedXML', {
    message: `The XML you provided was not well-formed or did not validate: ${why}.`,
    cause,
  });
}
