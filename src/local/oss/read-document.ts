import { createHash } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type * as z from 'zod';
import { checkContentMd5 } from './content-md5.ts';
import type { OssCall } from './oss-call.ts';
import { WireFault } from './wire-fault.ts';

// Keys and tags are text to the last blank: nothing is trimmed, nothing turned into a number.
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  processEntities: true,
  // Without it `&#10;` stays as it is.
  htmlEntities: true,
});

/** Reads an XML body of at most `limit` bytes. Throws `MalformedXML`, or `InvalidDigest` when Content-MD5 disagrees. */
export const readDocument = async <T>(call: OssCall, schema: z.ZodType<T>, limit = 256 * 1024): Promise<T> => {
  const body = await readWhole(call, limit);
  checkContentMd5(call.headers['content-md5'], createHash('md5').update(body).digest());
  const parsed = schema.safeParse(parse(body.toString('utf8')));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw malformed(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
};

/** Reads a body of at most `limit` bytes into memory. */
const readWhole = async (call: OssCall, limit: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of call.body.read()) {
    size += chunk.length;
    if (size > limit) throw malformed(`the document is longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const parse = (text: string): unknown => {
  // A document type can define entities that grow without end; no request of OSS has one.
  if (/<!DOCTYPE/i.test(text)) throw malformed('a document type is not allowed');
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw malformed(`${valid.err.msg} (line ${valid.err.line}, column ${valid.err.col})`);
  try {
    return parser.parse(text);
  } catch (cause) {
    throw malformed(cause instanceof Error ? cause.message : String(cause), cause);
  }
};

const malformed = (why: string, cause?: unknown): WireFault =>
  new WireFault('MalformedXML', {
    message: `The XML you provided was not well-formed or did not validate: ${why}.`,
    cause,
  });
