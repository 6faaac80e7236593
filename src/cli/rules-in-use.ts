import { AutoaliasError } from '../autoalias-error.ts';
import { type DeploymentRules, readDeploymentRules } from '../handlers/deployment-rules.ts';
import type { CliIo } from './cli-io.ts';
import { type ApiAddress, type ApiFlags, askRules } from './deployment-api.ts';
import { escapeForTerminal } from './escape-for-terminal.ts';
import { loadRules, type RulesFlag } from './rules-option.ts';
import { runningCloud, type StoreFlags } from './store-options.ts';

/** The rules that a command applies to a bucket, and those that the deployment follows. */
export interface RulesInUse extends DeploymentRules {
  /** `--rules` names them on the command line. */
  readonly isNamed: boolean;
  /** The rules of the deployment, if its API gave them. */
  readonly deployment: DeploymentRules | undefined;
  /** Why the API of the deployment, if there is one, did not give its rules. */
  readonly unknownBecause: string | undefined;
}

/**
 * The rules of the deployment, if there is an API (that of the local cloud on the data directory, or `--api`), unless
 * `--rules` names others. Otherwise the rules of a file. If `--rules` differs from the deployment, `err` says so.
 *
 * @throws AutoaliasError `api-failed` if the API does not answer and `--rules` names none.
 */
export async function rulesInUse(
  flags: StoreFlags & RulesFlag & ApiFlags,
  { env, err }: Pick<CliIo, 'env' | 'err'>,
): Promise<RulesInUse> {
  const isNamed = flags.rules !== undefined;
  const api = apiOf(flags, env);
  if (api === undefined) return { ...loadRules(flags, env), isNamed, deployment: undefined, unknownBecause: undefined };
  if (!isNamed) {
    const deployment = await rulesOf(api).catch((error: unknown) => {
      if (!(error instanceof AutoaliasError)) throw error;
      throw new AutoaliasError(error.code, `${error.message}; name rules with --rules`, { cause: error });
    });
    return { ...deployment, isNamed, deployment, unknownBecause: undefined };
  }
  const named = loadRules(flags, env);
  try {
    const deployment = await rulesOf(api);
    if (deployment.digest !== named.digest) err(`autoalias: ${otherRules(named, deployment, api)}\n`);
    return { ...named, isNamed, deployment, unknownBecause: undefined };
  } catch (error) {
    if (!(error instanceof AutoaliasError)) throw error;
    err(`autoalias: ${escapeForTerminal(error.message)}\n`);
    return { ...named, isNamed, deployment: undefined, unknownBecause: error.message };
  }
}

const rulesOf = async (api: ApiAddress): Promise<DeploymentRules> => {
  const { text, source } = await askRules(api);
  return readDeploymentRules(text, source);
};

const apiOf = (flags: StoreFlags & ApiFlags, env: CliIo['env']): ApiAddress | undefined => {
  const cloud = runningCloud(flags, env);
  const url = flags.api ?? (env.AUTOALIAS_API?.trim() || undefined);
  if (url === undefined) return cloud === undefined ? undefined : { url: cloud.api, token: cloud.token };
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new AutoaliasError('usage', `--api ${url} is not a URL; write one like https://example.com`);
  }
  const isCloud = cloud !== undefined && new URL(url).href === new URL(cloud.api).href;
  const token = flags.token ?? (env.AUTOALIAS_TOKEN?.trim() || (isCloud ? cloud.token : undefined));
  if (token !== undefined && /^[\x21-\x7e]+$/.test(token)) return { url, token };
  throw new AutoaliasError('usage', `the API at ${url} asks for a token; set AUTOALIAS_TOKEN or add --token`);
};

const otherRules = (named: DeploymentRules, deployment: DeploymentRules, { url }: ApiAddress): string =>
  escapeForTerminal(`the deployment at ${url} follows other rules than ${rulesText(named)}: ${rulesText(deployment)}`);

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
