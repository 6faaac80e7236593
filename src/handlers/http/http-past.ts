import type { Context } from 'hono';
import * as z from 'zod';
import { aliasHistory } from '../../aliases/look/history.ts';
import { readMoveMarkers } from '../../aliases/look/marker-moves.ts';
import { resolveAlias } from '../../aliases/past/resolve-alias.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Store } from '../../stores/store.ts';
import { type AliasDifference, createDiffProgress, diffAliases } from '../past/diff.ts';
import { historyView, releaseHistoryView } from '../past/history-view.ts';
import { MOMENT_EXAMPLES } from '../past/moment.ts';
import { refuseFolder } from '../past/refuse-folder.ts';
import { releaseHistory } from '../past/release-history.ts';
import { isoTime, shownView } from '../past/shown-view.ts';
import { runProtocol } from '../work/run-protocol.ts';
import type { HttpApi } from './http-bindings.ts';
import { momentField } from './moment-field.ts';
import { keyPrefix, objectKey } from './object-key.ts';
import { bucketField, readQuery } from './read-query.ts';

/** The most differences in one response. */
const MOST_DIFFERENCES = 1000;

/** How many moves GET /v1/history returns without a limit. */
const SHOWN_MOVES = 20;
/** The most moves of one alias in a response. */
const MOST_MOVES = 1000;
/** The most moves of releases in a response. So many moves of each alias under the prefix are in memory. */
const MOST_RELEASES = 100;

const historyQuery = z
  .strictObject({
    ...bucketField,
    alias: objectKey.optional(),
    prefix: keyPrefix.refine((value) => value.endsWith('/'), 'it must end with a slash').optional(),
    all: z.enum(['true', 'false']).optional(),
    limit: z
      .string()
      .regex(/^[1-9]\d{0,3}$/, 'it must be a whole number above 0')
      .transform(Number)
      .optional(),
  })
  .superRefine(({ alias, prefix, limit = 0, all }, { addIssue }) => {
    const most = prefix === undefined ? MOST_MOVES : MOST_RELEASES;
    if ((alias === undefined) === (prefix === undefined)) addIssue('it must have either an alias or a prefix');
    else if (prefix !== undefined && all !== undefined) addIssue('"all" is only for an alias');
    else if (limit > most) addIssue(`"limit" is at most ${MOST_MOVES} for an alias, and ${MOST_RELEASES} for a prefix`);
  });

const HISTORY_EXAMPLE = '/v1/history?alias=releases/app/latest/app.tgz&limit=20';

/** Adds the endpoints that read the past of aliases: GET /v1/resolve, /v1/history and /v1/diff. */
export function addPast(app: HttpApi): void {
  app.get('/v1/resolve', async (c) => {
    const { store, now } = c.env.context();
    const alias = checked(c, 'alias', objectKey) ?? missing('alias', '/v1/resolve?alias=releases/app/latest/app.tgz');
    const at = momentIn(c, 'at', now());
    const resolution = await runProtocol(resolveAlias(store.capabilities, alias, at), store);
    const view = { ...shownView(resolution), at: isoTime(resolution.at) };
    const isMissing = resolution.shows === 'nothing' || resolution.shows === 'unknown';
    if (!isMissing || (await hasVersions(store, alias))) return c.json(view);
    const message = `nothing was ever at ${alias}, as far as the versions of the bucket show`;
    return c.json({ ...view, error: { code: 'not-an-alias', message } }, 404);
  });

  app.get('/v1/history', async (c) => {
    const { alias, prefix, limit = SHOWN_MOVES, all } = readQuery(c, historyQuery, HISTORY_EXAMPLE);
    const context = c.env.context();
    if (prefix !== undefined) return c.json(releaseHistoryView(await releaseHistory(context, prefix, limit)));
    const found = await runProtocol(
      aliasHistory(context.store.capabilities, alias ?? '', limit, all === 'true' ? () => true : undefined),
      context.store,
    );
    if (found.entries.length === 0) await refuseFolder(context.store, found.alias);
    return c.json(historyView(found, await runProtocol(readMoveMarkers(found), context.store)));
  });

  app.get('/v1/diff', async (c) => {
    const { store, now } = c.env.context();
    const alias = checked(c, 'alias', objectKey);
    const prefix = checked(c, 'prefix', keyPrefix);
    const of = alias ?? prefix;
    if (of === undefined || (alias !== undefined && prefix !== undefined) || (alias === undefined && !isPrefix(of))) {
      throw malformed(
        'the query must have either an alias or a prefix that ends with a slash; write /v1/diff?prefix=releases/app/&from=7d',
      );
    }
    const from = momentIn(c, 'from', now()) ?? missing('from', '/v1/diff?prefix=releases/app/&from=7d');
    const to = momentIn(c, 'to', now()) ?? now();
    const progress = createDiffProgress();
    const differences: AliasDifference[] = [];
    for await (const difference of diffAliases(store, { of, isPrefix: alias === undefined, from, to }, progress)) {
      if (differences.length === MOST_DIFFERENCES) return c.json({ ...diffBody(differences, from, to), more: true });
      differences.push(difference);
    }
    return c.json({ ...diffBody(differences, from, to), more: false });
  });
}

async function hasVersions(store: Store, key: string): Promise<boolean> {
  const { versions } = await store.send({ operation: 'ListObjectVersions', prefix: key, maxKeys: 1 });
  return versions[0]?.key === key;
}

function isPrefix(of: string): boolean {
  return of === '' || of.endsWith('/');
}

function diffBody(differences: readonly AliasDifference[], from: number, to: number) {
  return {
    from: isoTime(from),
    to: isoTime(to),
    differences: differences.map((one) => ({ ...one, from: shownView(one.from), to: shownView(one.to) })),
  };
}

/** A field of the query as a key or a prefix. Undefined if the query does not have it. */
function checked(c: Context, field: string, schema: typeof objectKey): string | undefined {
  const value = c.req.query(field);
  if (value === undefined) return undefined;
  const key = schema.safeParse(value);
  if (key.success) return key.data;
  throw malformed(`"${field}" is not valid: ${key.error.issues[0]?.message}`);
}

function momentIn(c: Context, field: string, now: number): number | undefined {
  return momentField(field, c.req.query(field), now);
}

function missing(field: string, example: string): never {
  const hint = field === 'alias' ? '' : `; a time is ${MOMENT_EXAMPLES}`;
  throw malformed(`the query has no ${field}; write ${example}${hint}`);
}

function malformed(message: string): AutoaliasError {
  return new AutoaliasError('request-malformed', message);
}
