import * as z from 'zod';
import { REJECTION_KINDS } from '../../rules/match/rejection.ts';
import { aliasRecordSchema } from './alias-record.ts';
import { deployOutput } from './deploy-schemas.ts';
import {
  dashboard,
  diagnosis,
  failedEvent,
  invocation,
  loggedDecision,
  newToken,
  replay,
  sweepEstimate,
} from './deployment-schemas.ts';
import { pinViewSchema, withdrawnViewSchema } from './held-back.ts';
import { markerResultSchema, markerViewSchema } from './marker-result.ts';
import { aliasWait, difference, diffTotal, history, releaseHistory, releaseWait, resolution } from './past-schemas.ts';
import { printedDeployment } from './printed-deployment.ts';
import { releaseFindingSchema, releaseStateSchema } from './release-finding.ts';
import { unreadObjectsSchema, unreadReportSchema } from './unread.ts';
import { actionSchema, stateSchema } from './vocabulary.ts';

const count = z.number().int().min(0);
const words = z.array(z.string());
const text = z.string().nullable();

const judgedBySchema = z
  .strictObject({
    source: z.string(),
    digest: z.string(),
    deployed: text.describe('Digest of the rules that the deployment follows; null if its API was not asked.'),
  })
  .describe('The rules that the command used.');

const error = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });

function total<T extends z.core.$ZodShape>(shape: T) {
  return z.strictObject({ total: z.strictObject({ ...shape, judgedBy: judgedBySchema }) }).describe('The last line.');
}

const actions = z.partialRecord(actionSchema, count);

const held = z.strictObject({
  pinned: count,
  withdrawn: count.describe('Aliases whose greatest candidate is withdrawn.'),
  listed: z.array(aliasRecordSchema).readonly().describe('The first of these aliases.'),
});
const planTotal = total({
  objects: count,
  aliases: count,
  requests: count,
  actions,
  planned: z.literal(true),
  orphaned: count,
  orphans: words.describe('The first aliases that no rule defines any more.'),
  held,
  unread: unreadReportSchema,
});
const statusTotal = total({
  objects: count,
  aliases: count,
  requests: count,
  states: z.partialRecord(stateSchema, count),
  broken: count,
  halfMoved: count,
  doubted: count,
  longLived: count,
  longLivedByRule: z
    .array(
      z.strictObject({
        rule: text,
        aliases: count,
        example: z.strictObject({ alias: text, headers: text }),
      }),
    )
    .readonly()
    .describe('The rules that let caches serve their aliases for more than a day.'),
  unread: unreadReportSchema,
  archived: count,
});
const releaseTotal = total({
  objects: count,
  groups: count,
  requests: count,
  states: z.partialRecord(releaseStateSchema, count),
  unread: unreadReportSchema,
});
const applyTotal = total({
  objects: count,
  aliases: count,
  requests: count,
  actions,
  dangling: count,
  known: count.describe('Aliases that were not read, because an earlier sweep has found them right.'),
  full: z.boolean().describe('Every alias was read.'),
  unread: unreadReportSchema,
  held,
  milliseconds: z.number(),
  stopped: z.boolean(),
  resumeAfter: text.describe('Where to continue: --start-after.'),
});
const pruneTotal = total({
  objects: count,
  given: count.describe('Symlinks that the rules define.'),
  actions,
  planned: z.literal(true).optional(),
});

const backtestMoment = z
  .strictObject({
    at: z.string(),
    alias: z.string(),
    present: text.describe('The target by the rules in use.'),
    new: text.describe('The target by the rules of --new-rules.'),
    differs: z.boolean().describe('false: they choose the same target again.'),
    cause: z.strictObject({
      what: z.enum(['uploaded', 'deleted', 'link', 'old-enough', 'start']),
      key: text.describe('The key that changed.'),
    }),
  })
  .describe('With --backtest: a moment at which the targets begin to differ, or are the same again.');
const backtestTotal = total({
  versions: count,
  changes: count,
  moments: count,
  aliases: count,
  differing: count.describe('Aliases that differ now.'),
  incomplete: count.describe('Keys whose oldest versions are gone.'),
  notCompared: z
    .array(z.strictObject({ alias: z.string(), moments: count, why: z.string() }))
    .describe('Aliases that differed while a present pin held them. These moments are not printed.'),
  notReplayed: words.describe('What the replay does not know.'),
  oldest: text,
  since: text,
  requests: count,
  newRules: z.strictObject({ source: z.string(), digest: z.string() }),
});

const halfMoved = z.strictObject({ group: z.string(), release: text, moved: count, of: count });
const moves = z.strictObject({ aliases: z.array(aliasRecordSchema) });
const kind = z.enum(REJECTION_KINDS).describe('Why it is not a candidate, for programs.');
const rejected = z.strictObject({ key: z.string(), kind, why: z.string() });

const hints = z
  .array(z.strictObject({ why: z.string(), instead: z.string() }))
  .describe('Versions that the order handles unexpectedly.');

const view = z.strictObject({
  alias: z.string(),
  rule: z.string().optional(),
  state: stateSchema,
  action: actionSchema,
  planned: z.literal(true),
  from: text,
  why: z.string(),
  versionId: text,
  targetVersionId: text,
  record: z.looseObject({}).nullable(),
  pin: pinViewSchema.nullable(),
  withdrawn: withdrawnViewSchema.nullable(),
  winner: text,
  shown: text,
  candidates: count,
  greatest: z.array(z.strictObject({ key: z.string(), order: z.string() })),
  unread: unreadObjectsSchema.nullable(),
  rejected: z.array(rejected),
  hints,
});
const explanation = z.strictObject({
  judgedBy: judgedBySchema,
  key: z.string(),
  exists: z.enum(['object', 'symlink', 'none']),
  archived: text.describe('The storage class of the object, if it is archived and not restored.'),
  markers: z.array(markerViewSchema),
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      matched: z.boolean(),
      why: text,
      groups: z.record(z.string(), z.string()),
      order: z.strictObject({ by: z.string(), text, why: text }),
      hints,
      aliases: z.array(view),
      releases: z.array(z.looseObject({ release: z.string(), aliases: z.string(), shown: text, why: z.string() })),
      skipped: z.array(z.strictObject({ alias: z.string(), kind, why: z.string() })),
    }),
  ),
  alias: view.nullable(),
  orphan: z.strictObject({ alias: z.string(), rule: z.string(), target: z.string(), broken: z.boolean() }).nullable(),
});

const problems = z.array(
  z.looseObject({ line: count, column: count, what: z.string(), why: z.string(), instead: z.string() }),
);
const checked = {
  file: z.string(),
  problems,
  more: count.optional().describe('How many further problems there are.'),
  unreadable: z.string().optional(),
};
const link = z
  .looseObject({ bucket: z.string(), key: z.string(), target: z.string() })
  .or(z.looseObject({ dryRun: z.literal(true), key: z.string() }));

/**
 * The output of each command with `--json`: each of its lines, or its one document. If the command fails, the last line is
 * an `error`. Programs must accept fields and words that are added later.
 */
export const OUTPUT_SCHEMAS = {
  plan: z.union([aliasRecordSchema, planTotal, backtestMoment, backtestTotal, error]),
  status: z.union([aliasRecordSchema, halfMoved, statusTotal, releaseFindingSchema, releaseTotal, error]),
  'apply --all': z.union([aliasRecordSchema, applyTotal, error]),
  sweep: z.union([aliasRecordSchema, applyTotal, planTotal, error]),
  prune: z.union([aliasRecordSchema, pruneTotal, error]),
  apply: z.union([
    moves.extend({
      skipped: z.array(rejected.partial({ kind: true })),
      stopped: z.boolean(),
      judgedBy: judgedBySchema,
    }),
    error,
  ]),
  withdraw: z.union([markerResultSchema, error]),
  restore: z.union([markerResultSchema, error]),
  rollback: z.union([markerResultSchema, error]),
  pin: z.union([moves, error]),
  unpin: z.union([moves, error]),
  explain: z.union([explanation, error]),
  history: z.union([history, releaseHistory, error]),
  resolve: z.union([resolution, error]),
  wait: z.union([aliasWait, releaseWait, error]),
  diff: z.union([difference, diffTotal, error]),
  validate: z.union([
    z.strictObject({
      files: z.array(
        z.strictObject({ ...checked, ok: z.boolean(), rules: count.optional(), aliases: count.optional() }),
      ),
    }),
    error,
  ]),
  lint: z.union([z.strictObject({ files: z.array(z.strictObject({ ...checked, findings: problems })) }), error]),
  sort: z.union([
    z.strictObject({
      sorted: words,
      skipped: z.array(z.strictObject({ value: z.string(), why: z.string() })),
      hints,
    }),
    error,
  ]),
  init: z.union([z.looseObject({ file: z.string(), rule: z.string(), order: z.string(), aliases: words }), error]),
  package: z.union([
    z.strictObject({
      file: z.string(),
      size: count.describe('Bytes.'),
      sha256: z.string(),
      findings: problems,
      rules: z.strictObject({ source: z.string(), digest: z.string() }),
      parameters: z.strictObject({ CodeObject: text }).optional().describe('Parameters of a stack.'),
      handlers: z.record(z.string(), text).optional().describe('With --cloud baidu.'),
    }),
    error,
  ]),
  deploy: z.union([printedDeployment, deployOutput, error]),
  doctor: z.union([diagnosis, error]),
  invoke: z.union([invocation, error]),
  logs: z.union([loggedDecision, error]),
  'dead-letters': z.union([failedEvent, replay, error]),
  dashboard,
  token: z.union([newToken, error]),
  estimate: z.union([sweepEstimate, error]),
  completion: z.union([z.strictObject({ shell: z.string(), script: z.string() }), error]),
  'put-symlink': z.union([link, error]),
  'get-symlink': z.union([link, error]),
  'api put-symlink': z.union([link, error]),
  'api get-symlink': z.union([link, error]),
  schema: z.union([z.looseObject({ $schema: z.string() }), error]),
  dev: z.union([
    z.looseObject({ ready: z.literal(true), store: z.string(), api: z.string(), bucket: z.string() }),
    z.looseObject({ stopped: z.literal(true), requests: count }),
    error,
  ]),
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type OutputName = keyof typeof OUTPUT_SCHEMAS;

/** As JSON Schema, draft 7. */
export function outputJsonSchema(name: OutputName): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(OUTPUT_SCHEMAS[name], { target: 'draft-7' });
  return {
    $schema,
    $id: `urn:autoalias:output:${name.replaceAll(' ', '')}:1`,
    title: `autoalias ${name} --json`,
    ...schema,
  };
}
