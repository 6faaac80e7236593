import type { Claims } from './match-claims.ts';

/** In UTF-16 code units. The record of an alias has room for as many. */
const LONGEST_ACTOR = 200;

/** The claims that say which repository a job belongs to and who started it, for each system. */
const SYSTEMS = [
  { repository: 'repository', user: 'actor' },
  { repository: 'project_path', user: 'user_login' },
] as const;

/**
 * The actor that a verified token stands for, like `github:octo/app@refs/heads/main (mona)`. For other systems, the
 * subject: `buildkite:organization:acme`.
 *
 * @param name the name of the issuer in the configuration. It contains no colon.
 */
export function tokenActor(name: string, claims: Claims): string {
  return shortened(`${name}:${subjectOf(claims)}`);
}

function subjectOf(claims: Claims): string {
  for (const system of SYSTEMS) {
    const repository = textOf(claims[system.repository]);
    if (repository === undefined) continue;
    const [ref, user] = [textOf(claims.ref), textOf(claims[system.user])];
    return `${repository}${ref === undefined ? '' : `@${ref}`}${user === undefined ? '' : ` (${user})`}`;
  }
  return textOf(claims.sub) ?? 'unknown';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Never ends with half a surrogate pair, and contains none: it could not be written into a header. */
function shortened(text: string): string {
  const wellFormed = Buffer.from(text).toString();
  return wellFormed.slice(0, LONGEST_ACTOR).replace(/[\ud800-\udbff]$/, '');
}
