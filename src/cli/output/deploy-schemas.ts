import * as z from 'zod';
import { aliasRecordSchema } from './alias-record.ts';

const count = z.number().int().nonnegative();

/** What `deploy` changes or has changed. */
const report = z.looseObject({
  rules: z.strictObject({ source: z.string(), digest: z.string() }),
  code: z.strictObject({
    bucket: z.string(),
    key: z.string(),
    sha256: z.string(),
    size: count.describe('Bytes.'),
    isUploaded: z.boolean().describe('Whether it was in the bucket before.'),
  }),
  stack: z.looseObject({
    name: z.string(),
    id: z.string().nullable(),
    status: z.string().nullable(),
    action: z.enum(['create', 'update', 'none']).describe('What the command does to the stack.'),
    was: z.enum(['created', 'updated', 'unchanged']).optional().describe('What it did.'),
    outputs: z.record(z.string(), z.string()).optional(),
  }),
  changes: z
    .array(
      z.strictObject({
        what: z.enum(['add', 'remove', 'change']),
        section: z.string(),
        name: z.string(),
        type: z.string().nullable(),
        fields: z.array(z.looseObject({ path: z.string() })),
      }),
    )
    .describe('How the template differs from that of the stack.'),
  parameters: z.array(z.strictObject({ name: z.string(), from: z.string().nullable(), to: z.string() })),
  aliases: z.looseObject({ orphaned: count, requests: count }).nullable().describe('The total of `plan`.'),
  differences: z.array(aliasRecordSchema).describe('The first 1,000 aliases that a sweep with these rules changes.'),
  notes: z.array(z.string()),
  token: z.string().optional().describe('The token of the HTTP API, if it is new.'),
});

/** What `deploy --cloud baidu` changes or has changed. */
const baiduReport = z.looseObject({
  cloud: z.literal('baidu'),
  rules: z.strictObject({ source: z.string(), digest: z.string() }),
  code: z.strictObject({ sha256: z.string(), size: count.describe('Bytes.') }),
  deployment: z.strictObject({ name: z.string(), region: z.string(), bucket: z.string() }),
  resources: z.array(
    z.strictObject({
      kind: z.enum(['function', 'trigger', 'notification']),
      name: z.string(),
      action: z.enum(['create', 'update', 'delete', 'none']),
      changes: z.array(z.string()),
    }),
  ),
  aliases: z.looseObject({ orphaned: count, requests: count }).nullable().describe('The total of `plan`.'),
  differences: z.array(aliasRecordSchema),
  notes: z.array(z.string()),
  token: z.string().optional().describe('The token of the HTTP API, if it is new.'),
  url: z.string().nullable().optional().describe('The address of the HTTP API; null if CFC does not return it.'),
});

/** The JSON output of `deploy` without `--print`. */
export const deployOutput = z.union([
  report.extend({ planned: z.literal(true) }).describe('--dry-run'),
  report.extend({ sweep: z.unknown(), states: z.record(z.string(), count) }),
  report.extend({ stopped: z.string() }).describe('Stopped by Ctrl-C.'),
  z.strictObject({ stopped: z.string() }),
  report.describe('Not confirmed.'),
  baiduReport.extend({ planned: z.literal(true) }).describe('--cloud baidu --dry-run'),
  baiduReport.extend({ sweep: z.unknown(), states: z.record(z.string(), count) }).describe('--cloud baidu'),
  baiduReport.extend({ stopped: z.string() }).describe('--cloud baidu, stopped by Ctrl-C.'),
  baiduReport.describe('--cloud baidu, not confirmed.'),
]);
