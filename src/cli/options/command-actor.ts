import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import * as z from 'zod';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Who runs the command, as recorded on the aliases that it moves. The first that is known:
 * - `AUTOALIAS_ACTOR`, for scripts that know better
 * - the subject of the OIDC token in the file that `ALIBABA_CLOUD_OIDC_TOKEN_FILE` names, as CI systems and pods have it
 * - the role session, in `ALIBABA_CLOUD_ROLE_SESSION_NAME`
 * - the user and the host: `anna@build-7`
 *
 * The names of the variables are those of the vendor's own SDKs (credential chain of the Alibaba Cloud SDK).
 */
export function commandActor(env: Variables): string {
  return (
    given(env.AUTOALIAS_ACTOR) ??
    oidcSubject(given(env.ALIBABA_CLOUD_OIDC_TOKEN_FILE)) ??
    given(env.ALIBABA_CLOUD_ROLE_SESSION_NAME) ??
    `${userName(env)}@${hostname()}`
  );
}

/** The claims of a token that are read. The token is not verified: it only names the caller in a record. */
const claims = z.looseObject({ sub: z.string().min(1) });

/** Undefined if the file cannot be read or does not contain a token with a subject. */
function oidcSubject(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    const [, payload = ''] = readFileSync(file, 'utf8').trim().split('.');
    return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).sub;
  } catch {
    return undefined;
  }
}

/** The system may not know the user: in a container, a numeric user id often has no name. */
function userName(env: Variables): string {
  try {
    return userInfo().username;
  } catch {
    return given(env.USER) ?? 'unknown';
  }
}

function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === '' ? undefined : trimmed;
}
