import * as z from 'zod';
import type { ReplayMoment } from '../../aliases/past/compare-replays.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { RulesInvalid } from '../../rules/file/rules-problem.ts';
import type { DeploymentRules } from '../function/deployment-rules.ts';
import { readRules } from '../function/rules/load-rules.ts';
import { backtest } from '../past/backtest.ts';
import { backtestTotalView, momentView } from '../past/backtest-view.ts';
import type { HttpApi } from './http-bindings.ts';
import { momentField } from './moment-field.ts';
import { keyPrefix, objectKey } from './object-key.ts';
import { readBody } from './read-body.ts';

/** The most changes that are replayed. They take about 100 MB, and the function has 512 MB. */
const MOST_CHANGES = 200_000;

/** The most moments in a response. */
const MOST_MOMENTS = 1000;

const body = z
  .strictObject({
    rules: z.string().min(1, 'it is empty'),
    since: z.string().optional(),
    alias: objectKey.optional(),
    prefix: keyPrefix.refine((value) => value.endsWith('/'), 'it must end with a slash').optional(),
  })
  .refine(({ alias, prefix }) => alias === undefined || prefix === undefined, 'it must not have an alias and a prefix');

const INSTEAD = '{"rules":"version: 1\\n…"}, and "since", and "alias" or "prefix"';

/** Adds POST /v1/backtest, which replays the versions of the bucket through the rules in force and through other rules. */
export function addBacktest(app: HttpApi): void {
  app.post('/v1/backtest', async (c) => {
    const { rules, alias, prefix, ...named } = await readBody(c, body, INSTEAD);
    const context = c.env.context();
    const other = await rulesIn(rules);
    const since = momentField('since', named.since, context.now());
    const moments: ReplayMoment[] = [];
    const total = await backtest(context, {
      other: other.ruleSet,
      of: alias ?? prefix,
      since,
      mostChanges: MOST_CHANGES,
      onMoment: (moment) => {
        if (moments.length < MOST_MOMENTS) moments.push(moment);
      },
    });
    const more = total.moments > moments.length;
    return c.json({ total: backtestTotalView(total, since, other), moments: moments.map(momentView), more });
  });
}

/** The rules of a request. Invalid ones are a fault of the request, not of the deployment. */
async function rulesIn(text: string): Promise<DeploymentRules> {
  try {
    return await readRules(text, 'request');
  } catch (error) {
    if (!(error instanceof RulesInvalid)) throw error;
    throw new AutoaliasError('request-malformed', `"rules" cannot be used: ${error.message}`, { cause: error });
  }
}
