import * as z from 'zod';
import type { Versioning } from '../store-response.ts';
import { parseXml } from './parse-xml.ts';

const status = z.enum(['Enabled', 'Suspended']).optional();

/** GetBucketVersioning's answer; the document is empty where versioning was never set. Throws where it cannot be read. */
export function readVersioning(body: string): Versioning {
  const root = parseXml(body);
  if (root.name !== 'VersioningConfiguration') throw new Error(`it is a ${root.name}, not a VersioningConfiguration`);
  const text = root.children.find((child) => child.name === 'Status')?.text.trim();
  return { status: status.parse(text === '' ? undefined : text) ?? 'Never' };
}
