import type { TrustedIssuer } from '../access/trusted-issuer.ts';

/** The claims of a verified token. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * Claims of tokens that are never accepted, because a stranger can start these pipelines: a job for a pull request runs
 * code of its author. With `pull_request_target`, `ref` is even the protected branch.
 */
const PULL_REQUEST: Readonly<Record<string, RegExp>> = {
  // GitHub: pull_request, pull_request_target, pull_request_review, pull_request_review_comment.
  event_name: /^pull_request/,
  // GitLab: merge_request_event, external_pull_request_event.
  pipeline_source: /^(?:merge_request|external_pull_request)/,
};

/** Why a token is refused whatever the configuration accepts, or undefined. */
export function refusedPipeline(claims: Claims): string | undefined {
  for (const [claim, refused] of Object.entries(PULL_REQUEST)) {
    const value = claims[claim];
    if (typeof value === 'string' && refused.test(value))
      return `its claim "${claim}" is "${value}", and jobs of pull requests and merge requests are refused`;
  }
  // In GitLab, the job of a fork can have the project id of another project. This claim exists since GitLab 18.4.
  const { project_id: project, job_project_id: ran } = claims;
  if (project !== undefined && ran !== undefined && String(project) !== String(ran))
    return 'its claims "project_id" and "job_project_id" differ: the job ran in another project';
  return undefined;
}

/** The first claim that the configuration does not accept. Undefined if all are accepted. */
export function otherClaim(claims: Claims, accepted: TrustedIssuer['claims']): string | undefined {
  return Object.entries(accepted).find(([name, values]) => !isAccepted(claims[name], values))?.[0];
}

function isAccepted(value: unknown, accepted: readonly string[]): boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false;
  return accepted.includes(String(value));
}
