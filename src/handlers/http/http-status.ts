import * as z from 'zod';
import { defined } from '../../defined.ts';
import { findingView } from '../look/finding-view.ts';
import { type Finding, isAlias, isAtRisk } from '../look/look-at-aliases.ts';
import { type Difference, plan } from '../look/plan.ts';
import { planTotalView } from '../look/plan-view.ts';
import { type ReleaseFinding, statusOfReleases } from '../look/release-status.ts';
import { status } from '../look/status.ts';
import { withoutReleaseText } from '../look/view-releases.ts';
import type { HttpApi } from './http-bindings.ts';
import { keyPrefix } from './object-key.ts';
import { bucketField, readQuery } from './read-query.ts';

/** The most aliases or groups in one response. */
const MOST_LISTED = 1000;

const planQuery = z.strictObject({ ...bucketField, prefix: keyPrefix.optional() });

const statusQuery = planQuery.extend({
  releases: z.enum(['true', 'false'], 'it must be true or false').default('false'),
});

const STATUS_EXAMPLES = '/v1/status?prefix=releases/app/ or /v1/status?releases=true';

/** Adds the endpoints that compare aliases with the rules: GET /v1/status and /v1/plan. */
export function addStatus(app: HttpApi): void {
  app.get('/v1/status', async (c) => {
    const { prefix: of, releases } = readQuery(c, statusQuery, STATUS_EXAMPLES);
    const context = c.env.context();
    if (releases === 'true') {
      const groups = createList<ReleaseFinding>();
      const total = await statusOfReleases(context, { ...defined({ of }), onGroup: groups.add });
      const without = withoutReleaseText(context.ruleSet);
      const remarks = without === undefined ? [] : [`${without}; GET /v1/status lists the aliases of every rule`];
      return c.json({ total, groups: groups.listed, more: groups.more, remarks });
    }
    const aliases = createList<Finding>();
    const onFinding = (finding: Finding): void => {
      if (isNews(finding)) aliases.add(finding);
    };
    const total = await status(context, { of, onFinding });
    return c.json({ total, aliases: aliases.listed, more: aliases.more });
  });

  app.get('/v1/plan', async (c) => {
    const { prefix: of } = readQuery(c, planQuery, '/v1/plan?prefix=releases/app/');
    const aliases = createList<Difference>();
    const total = await plan(c.env.context(), { of, onDifference: aliases.add });
    return c.json({ total: planTotalView(total), aliases: aliases.listed.map(findingView), more: aliases.more });
  });
}

/**
 * Whether an alias is listed: it is not right, a person holds it back, its target is archived, caches may serve it too long,
 * or it has objects that the order cannot read.
 */
function isNews(finding: Finding): boolean {
  const { state } = finding;
  if (!(state === 'right' || state === 'absent') || isAtRisk(finding)) return true;
  return isAlias(finding) && (finding.unread !== undefined || finding.withdrawn !== undefined);
}

function createList<T>() {
  const listed: T[] = [];
  let more = 0;
  return {
    listed,
    /** How many items were left out. */
    get more() {
      return more;
    },
    add(item: T): void {
      if (listed.length < MOST_LISTED) listed.push(item);
      else more++;
    },
  };
}
