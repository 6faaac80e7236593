import { AutoaliasError } from '../../autoalias-error.ts';
import { type DeploymentRules, readDeploymentRules } from '../../handlers/function/deployment-rules.ts';
import type { CliIo } from '../cli-io.ts';
import { escapeForTerminal } from '../terminal/escape-for-terminal.ts';
import { type ApiAddress, type ApiFlags, askRules } from './deployment-api.ts';
import { loadRules, type RulesFlag } from './rules-option.ts';
import { bucketOf, givenCredentials, runningCloud, type StoreFlags } from './store-options.ts';

/** The rules that a command applies to a bucket, and those of the deployment. */
export interface RulesInUse extends DeploymentRules {
  /** `--rules` names them on the command line. */
  readonly isNamed: boolean;
  /** The rules of the deployment, if its API returned them. */
  readonly deployment: DeploymentRules | undefined;
  /** Why the API of the deployment, if there is one, did not return its rules. */
  readonly unknownBecause: string | undefined;
}

/**
 * The rules of the deployment, if there is an API (that of the local cloud on the data directory, or `--api`), unless
 * `--rules` names others. Otherwise the rules of a file. If `--rules` differs from the deployment, `err` says so. A local
 * cloud that does not serve the bucket is ignored.
 *
 * @throws AutoaliasError `api-failed` if the API does not answer and there is no `--rules`; `usage` if `--api` names a
 * deployment that does not serve the bucket.
 */
export async function rulesInUse(
  flags: StoreFlags & RulesFlag & ApiFlags,
  { env, err }: Pick<CliIo, 'env' | 'err'>,
): Promise<RulesInUse> {
  const isNamed = flags.rules !== undefined;
  const api = apiOf(flags, env);
  const alone = { isNamed, deployment: undefined, unknownBecause: undefined };
  if (api === undefined) return { ...loadRules(flags, env), ...alone };
  const named = isNamed ? loadRules(flags, env) : undefined;
  const answer = await rulesOf(api).catch((error: unknown) => {
    if (!(error instanceof AutoaliasError)) throw error;
    if (named !== undefined) return error;
    throw new AutoaliasError(error.code, `${error.message}; name rules with --rules`, { cause: error });
  });
  if (answer instanceof AutoaliasError) {
    err(`autoalias: ${escapeForTerminal(answer.message)}\n`);
    return { ...(named ?? loadRules(flags, env)), ...alone, unknownBecause: answer.message };
  }
  const { deployment, buckets } = answer;
  const bucket = bucketOf(flags, env);
  if (bucket !== undefined && !buckets.includes(bucket)) {
    const why = `the deployment at ${api.url} serves ${buckets.join(', ')}, not ${bucket}`;
    if (api.isNamed) throw new AutoaliasError('usage', `${why}; name another --bucket, or leave out --api`);
    err(`autoalias: ${escapeForTerminal(`${why}, so its rules are not used`)}\n`);
    return { ...(named ?? loadRules(flags, env)), ...alone };
  }
  if (named !== undefined && deployment.digest !== named.digest)
    err(`autoalias: ${otherRules(named, deployment, api)}\n`);
  return { ...(named ?? deployment), isNamed, deployment, unknownBecause: undefined };
}

interface Answer {
  readonly deployment: DeploymentRules;
  readonly buckets: readonly string[];
}

async function rulesOf(api: ApiAddress): Promise<Answer> {
  const { text, source, buckets } = await askRules(api);
  return { deployment: readDeploymentRules(text, source), buckets };
}

export interface NamedApi extends ApiAddress {
  /** Whether --api or AUTOALIAS_API named it. Otherwise it is the API of the local cloud on the data directory. */
  readonly isNamed: boolean;
}

/** The API that flags and environment name, or that of the local cloud. Throws AutoaliasError `usage` without its token. */
export function apiOf(flags: StoreFlags & ApiFlags, env: CliIo['env']): NamedApi | undefined {
  const cloud = runningCloud(flags, env);
  const url = flags.api ?? (env.AUTOALIAS_API?.trim() || undefined);
  if (url === undefined)
    return cloud === undefined ? undefined : { url: cloud.api, token: cloud.token, isNamed: false };
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new AutoaliasError('usage', `--api ${url} is not a URL; write one like https://example.com`);
  }
  const isCloud = cloud !== undefined && new URL(url).href === new URL(cloud.api).href;
  const token = flags.token ?? (env.AUTOALIAS_TOKEN?.trim() || (isCloud ? cloud.token : undefined));
  if (token !== undefined && /^[\x21-\x7e]+$/.test(token)) {
    return { url, token, credentials: givenCredentials(env), isNamed: true };
  }
  throw new AutoaliasError('usage', `the API at ${url} asks for a token; set AUTOALIAS_TOKEN or add --token`);
}

function otherRules(named: DeploymentRules, deployment: DeploymentRules, { url }: ApiAddress): string {
  return escapeForTerminal(
    `the deployment at ${url} follows other rules than ${rulesText(named)}: ${rulesText(deployment)}`,
  );
}

/** How many digits of a digest people see. */
const SHOWN = 12;

/** Names rules for people: `rules.yaml (sha256:0123456789ab)`. */
export function rulesText({ source, digest }: Pick<DeploymentRules, 'source' | 'digest'>): string {
  return `${source} (${digest.slice(0, 'sha256:'.length + SHOWN)})`;
}

/** The last line of a command that applies rules to a bucket. */
export function rulesLine(rules: RulesInUse): string {
  const whose = rules.deployment?.digest === rules.digest ? 'rules of the deployment' : 'rules';
  return `${whose}: ${escapeForTerminal(rulesText(rules))}`;
}

/** The same for programs. */
export function rulesJson({ source, digest, deployment }: RulesInUse) {
  return { source, digest, deployed: deployment === undefined ? null : deployment.digest };
}
