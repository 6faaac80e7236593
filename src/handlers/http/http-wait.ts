import * as z from 'zod';
import { LOOK } from '../../aliases/model/cause.ts';
import { aliasTask } from '../../aliases/model/task.ts';
import { parseMinimumAge } from '../../rules/compile/minimum-age.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { sleep } from '../wait/sleep.ts';
import { type AliasGoal, waitForAlias } from '../wait/wait-for-alias.ts';
import { waitForRelease } from '../wait/wait-for-release.ts';
import { waitView } from '../wait/wait-view.ts';
import type { HttpApi } from './http-bindings.ts';
import { keyPrefix, objectKey } from './object-key.ts';
import { bucketField, readQuery } from './read-query.ts';

/** The longest wait, in milliseconds. A function costs money while it waits. */
const LONGEST_WAIT = 30_000;

const timeout = z.string().transform((text, { addIssue }): number => {
  const span = parseMinimumAge(text);
  if ('milliseconds' in span && span.milliseconds <= LONGEST_WAIT) return span.milliseconds;
  addIssue('it must be a duration from 1s to 30s; to wait longer, send the request again');
  return z.NEVER;
});

const version = z.string().min(1).max(1000);

/** What to wait for: the goal of one alias, or the release of all aliases under a prefix. */
type Subject =
  | { readonly of: 'alias'; readonly alias: string; readonly goal: AliasGoal }
  | { readonly of: 'release'; readonly prefix: string; readonly release: string };

const fields = z.strictObject({
  ...bucketField,
  alias: objectKey.optional(),
  target: objectKey.optional(),
  version: version.optional(),
  prefix: keyPrefix.refine((value) => value.endsWith('/'), 'it must end with a slash').optional(),
  release: version.optional(),
  timeout: timeout.default(LONGEST_WAIT),
});

const query = fields.transform(({ timeout: longest, ...named }, { addIssue }) => {
  const subject = subjectOf(named);
  if (typeof subject !== 'string') return { subject, timeout: longest };
  addIssue(subject);
  return z.NEVER;
});

/** What a query names, or why it cannot be used. */
function subjectOf(named: Omit<z.infer<typeof fields>, 'timeout'>): Subject | string {
  const { alias, target, version: text, prefix, release } = named;
  if (alias !== undefined && prefix !== undefined) return 'it must have either an alias or a prefix';
  if (prefix !== undefined) {
    if (target !== undefined || text !== undefined) return '"target" and "version" need an alias';
    return release === undefined ? 'a prefix needs a release' : { of: 'release', prefix, release };
  }
  if (alias === undefined) return 'it must have an alias, or a prefix and a release';
  if (release !== undefined) return '"release" needs a prefix; for one alias, send "version"';
  if (target !== undefined && text !== undefined) return '"target" and "version" exclude each other';
  if (target !== undefined) return { of: 'alias', alias, goal: { kind: 'target', key: target } };
  return { of: 'alias', alias, goal: text === undefined ? { kind: 'rules' } : { kind: 'version', text } };
}

const EXAMPLE = '/v1/wait?alias=releases/app/latest/app.tgz&version=1.10.0&timeout=30s';

/**
 * Adds GET /v1/wait. The status is 200 for every outcome of a wait, because clients and proxies repeat a request by
 * themselves after 408.
 */
export function addWait(app: HttpApi): void {
  app.get('/v1/wait', async (c) => {
    const { subject, timeout: longest } = readQuery(c, query, EXAMPLE);
    const context = c.env.context();
    if (subject.of === 'alias' && !isAlias(context, subject.alias)) {
      const message = `no rule defines the alias ${subject.alias}; GET /v1/explain?key= says why`;
      return c.json({ error: { code: 'not-an-alias', message } }, 404);
    }
    const options = { timeout: longest, signal: c.req.raw.signal, clock: { now: context.now, sleep } };
    const waited =
      subject.of === 'alias'
        ? await waitForAlias(context, subject.alias, subject.goal, options)
        : await waitForRelease(context, subject.prefix, subject.release, options);
    return c.json(waitView(waited));
  });
}

function isAlias({ ruleSet, now, store }: HandlerContext, alias: string): boolean {
  return aliasTask(ruleSet, alias, LOOK, now(), store.capabilities) !== undefined;
}
