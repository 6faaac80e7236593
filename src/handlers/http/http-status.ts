import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import { type Finding, isAlias } from '../look/look-at-aliases.ts';
import { type ReleaseFinding, statusOfReleases } from '../look/release-status.ts';
import { status } from '../look/status.ts';
import type { HttpApi } from './http-bindings.ts';
import { keyPrefix } from './object-key.ts';

/** The most aliases or groups in one response. */
const MOST_LISTED = 1000;

const query = z.strictObject({
  // The function chooses the bucket before the API sees the request.
  bucket: z.string().optional(),
  prefix: keyPrefix.optional(),
  releases: z.enum(['true', 'false'], 'it must be true or false').default('false'),
});

/** Adds GET /v1/status. */
export function addStatus(app: HttpApi): void {
  app.get('/v1/status', async (c) => {
    const parsed = query.safeParse(c.req.query());
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const what = issue?.path.length ? `"${issue.path.join('.')}": ${issue.message}` : issue?.message;
      const message = `the query is not valid: ${what}; write /v1/status?prefix=releases/app/ or /v1/status?releases=true`;
      throw new AutoaliasError('request-malformed', message);
    }
    const { prefix: of, releases } = parsed.data;
    const context = c.env.context();
    const options = of === undefined ? {} : { of };
    if (releases === 'true') {
      const groups = createList<ReleaseFinding>();
      const total = await statusOfReleases(context, { ...options, onGroup: groups.add });
      return c.json({ total, groups: groups.listed, more: groups.more });
    }
    const aliases = createList<Finding>();
    const onFinding = (finding: Finding): void => {
      if (isNews(finding)) aliases.add(finding);
    };
    const total = await status(context, { ...options, onFinding });
    return c.json({ total, aliases: aliases.listed, more: aliases.more });
  });
}

/** Whether an alias is listed: it is not right, a person holds it, or it has objects that the order cannot read. */
function isNews(finding: Finding): boolean {
  const { state } = finding;
  return !(state === 'right' || state === 'absent') || (isAlias(finding) && finding.unread !== undefined);
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
