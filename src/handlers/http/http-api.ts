import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { Hono } from 'hono/tiny';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { LOOK } from '../../aliases/model/cause.ts';
import { aliasTask } from '../../aliases/model/task.ts';
import { AutoaliasError, type ErrorCode } from '../../autoalias-error.ts';
import { ownerOfAlias } from '../../rules/match/match-key.ts';
import type { DeploymentRules } from '../function/deployment-rules.ts';
import { explain } from '../look/explain.ts';
import { viewAlias } from '../look/view-alias.ts';
import { type SweepReport, sweep } from '../walk/sweep.ts';
import { applyKeys } from '../work/handle-changes.ts';
import { type AccessSettings, NO_ACCESS } from './access/access-settings.ts';
import { createAuthenticate } from './access/authenticate.ts';
import { forbidden, guardRoutes } from './access/guard-routes.ts';
import type { VerifyIdToken } from './access/id-token.ts';
import { addBacktest } from './http-backtest.ts';
import type { HttpApi, HttpApiBindings } from './http-bindings.ts';
import { addMoves } from './http-moves.ts';
import { addPast } from './http-past.ts';
import { addStatus } from './http-status.ts';
import { addWait } from './http-wait.ts';
import { addWithdrawals } from './http-withdrawals.ts';
import { keyPrefix, objectKey } from './object-key.ts';
import { problem } from './problem.ts';
import { readBody } from './read-body.ts';

/** The configuration of the HTTP API. */
export interface HttpApiOptions {
  /** The token that allows every request, sent as `Authorization: Bearer …`. */
  readonly token: string | undefined;
  /** Other callers. Without them and without a token, only the health check is answered. */
  readonly access?: AccessSettings;
  /** Verifies the tokens of the issuers in `access`. Called only if there are any. */
  readonly verifyIdToken?: VerifyIdToken;
  /** The rules in force. Called when a request needs them. */
  readonly rules: () => DeploymentRules;
}

const applyBody = z
  .strictObject({
    key: objectKey.optional(),
    keys: z.array(objectKey).min(1).max(1000).optional(),
    prefix: keyPrefix.optional(),
  })
  .refine((body) => Object.keys(body).length === 1, 'it must have exactly one of "key", "keys" and "prefix"');

const sweepBody = z.strictObject({ full: z.boolean().optional() });

const ALIASES = '/v1/aliases/';

const STATUS: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  'request-malformed': 400,
  // A version that the order of the rule does not read, for example.
  usage: 400,
  'limit-exceeded': 413,
  'not-an-alias': 404,
  'alias-refused': 409,
  'alias-unsettled': 503,
  'store-unreachable': 502,
  'store-refused': 502,
};

/** The HTTP API of the deployed function and of the local cloud. Every response is JSON. */
export function createHttpApi({
  token,
  access = NO_ACCESS,
  verifyIdToken = refuseIdToken,
  rules,
}: HttpApiOptions): HttpApi {
  const app: HttpApi = new Hono();

  app.get('/v1/health', (c) => c.json({ ok: true }));

  guardRoutes(app, createAuthenticate({ token, access, verifyIdToken }), access.flaws);

  app.post('/v1/apply', async (c) => {
    const body = await readBody(c, applyBody, '{"key":"…"}, {"keys":["…"]} or {"prefix":"…"}');
    if (body.prefix !== undefined)
      return sweepResponse(
        c,
        await sweep(c.env.context(), { kind: 'apply' }, { prefix: body.prefix, readNotes: true }),
      );
    const keys = body.keys ?? [body.key ?? ''];
    const { ruleSet } = c.env.context();
    // Only a person moves a protected alias, so a token that cannot pin it cannot move it by its name either.
    const named = keys.find((key) => ownerOfAlias(ruleSet, key)?.template.protected);
    if (named !== undefined && !c.env.caller?.rights.has('move'))
      return forbidden(c, `POST /v1/apply with the protected alias ${named}`, 'move');
    const { reports, skipped } = await applyKeys(c.env.context(), keys);
    return c.json({ aliases: reports, skipped }, reports.some(({ action }) => action === 'failed') ? 502 : 200);
  });

  app.post('/v1/sweep', async (c) => {
    // A field such as "prefix" must not be ignored, because the sweep would then cover more than the caller meant.
    const hasBody = (await c.req.arrayBuffer()).byteLength > 0;
    const hint = 'no body or {"full":true}; POST /v1/apply accepts {"prefix":"…"}';
    const { full = false } = hasBody ? await readBody(c, sweepBody, hint) : {};
    return sweepResponse(c, await sweep(c.env.context(), { kind: 'sweep' }, { full, readNotes: true }));
  });

  addMoves(app);
  addWithdrawals(app);
  addPast(app);
  addBacktest(app);
  addStatus(app);
  addWait(app);

  app.get('/v1/rules', (c) => {
    const { source, digest, text } = rules();
    return c.json({ source, digest, text, buckets: c.env.buckets() });
  });

  app.get('/v1/explain', async (c) => {
    const key = c.req.query('key');
    if (key === undefined || key === '') {
      return problem(
        c,
        400,
        'request-malformed',
        'the query has no key; write /v1/explain?key=releases/app/1.0.0/app.tgz',
      );
    }
    return c.json(await explain(c.env.context(), checkedKey(key)));
  });

  const aliasResponse = async (c: Context<{ Bindings: HttpApiBindings }>, alias: string): Promise<Response> => {
    const context = c.env.context();
    const task = aliasTask(context.ruleSet, alias, LOOK, context.now(), context.store.capabilities);
    if (task === undefined)
      return problem(c, 404, 'not-an-alias', `no rule defines the alias ${alias}; GET /v1/explain?key= says why`);
    const view = { rule: task.rule.name, ...(await viewAlias(context, task)) };
    return c.json(view, view.state === 'absent' || view.state === 'missing' ? 404 : 200);
  };
  // This route must come before the pattern below, which also matches this path.
  app.get('/v1/aliases', (c) => {
    const key = c.req.query('key');
    if (key !== undefined && key !== '') return aliasResponse(c, checkedKey(key));
    const why = 'the query has no key; write /v1/aliases?key=releases/app/latest/app.tgz';
    return problem(c, 400, 'request-malformed', why);
  });
  app.get(`${ALIASES}*`, (c) => {
    if (c.req.query('key') === undefined) return aliasResponse(c, checkedKey(keyInPath(c.req.url)));
    return problem(
      c,
      400,
      'request-malformed',
      'the path and the query both name a key; send it in the query only: /v1/aliases?key=',
    );
  });

  app.notFound((c) =>
    problem(
      c,
      404,
      'not-found',
      `there is no ${c.req.method} ${c.req.path}; see GET /v1/health, POST /v1/apply, POST /v1/sweep, POST /v1/pin, POST /v1/unpin, POST /v1/withdraw, POST /v1/restore, POST /v1/rollback, POST /v1/backtest, GET /v1/aliases?key=, GET /v1/explain?key=, GET /v1/status, GET /v1/plan, GET /v1/wait?alias=, GET /v1/resolve?alias=, GET /v1/history?alias=, GET /v1/diff?prefix=, GET /v1/rules`,
    ),
  );
  app.onError((error, c) => errorResponse(c, error));
  return app;
}

async function refuseIdToken() {
  return { refused: 'this API verifies none' };
}

function sweepResponse(c: Context, report: SweepReport): Response {
  return c.json(report, report.actions.failed > 0 ? 502 : 200);
}

/** Reads the key in `/v1/aliases/<key>`. Hono's decoder leaves invalid UTF-8 encoded, so the result would be another key. */
function keyInPath(url: string): string {
  const encoded = new URL(url).pathname.slice(ALIASES.length);
  try {
    return decodeURIComponent(encoded);
  } catch (cause) {
    throw new AutoaliasError(
      'request-malformed',
      `the key ${encoded} in the path is not percent-encoded UTF-8; write %25 for a percent sign`,
      { cause },
    );
  }
}

function checkedKey(key: string): string {
  const checked = objectKey.safeParse(key);
  if (checked.success) return checked.data;
  throw new AutoaliasError(
    'request-malformed',
    `the key ${JSON.stringify(key)} is not valid: ${checked.error.issues[0]?.message}`,
  );
}

function errorResponse(c: Context, error: Error): Response {
  if (error instanceof AutoaliasError) return problem(c, STATUS[error.code] ?? 500, error.code, error.message);
  if (error instanceof HTTPException)
    return problem(c, error.status as ContentfulStatusCode, 'request-malformed', error.message);
  return problem(c, 500, 'internal', error.message);
}
