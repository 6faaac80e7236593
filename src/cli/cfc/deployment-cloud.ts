import { type Command, Option } from 'commander';
import { AutoaliasError } from '../../autoalias-error.ts';
import { CLOUDS, type Cloud, isCloud } from '../../cloud.ts';

export interface CloudFlag {
  readonly cloud?: Cloud;
}

/** Adds `--cloud` to a command that works on a deployment and not on a bucket. */
export function addDeploymentCloud(command: Command): Command {
  return command.addOption(
    new Option('--cloud <cloud>', 'cloud of the deployment [AUTOALIAS_CLOUD; default: alibaba]').choices(CLOUDS),
  );
}

/** @throws AutoaliasError `usage` if AUTOALIAS_CLOUD does not name a cloud. */
export function deploymentCloud({ cloud }: CloudFlag, env: Readonly<Record<string, string | undefined>>): Cloud {
  const named = cloud ?? (env.AUTOALIAS_CLOUD?.trim() || 'alibaba');
  if (isCloud(named)) return named;
  throw new AutoaliasError(
    'usage',
    `AUTOALIAS_CLOUD is ${JSON.stringify(named)}, which is not a cloud; write ${CLOUDS.join(' or ')}`,
  );
}
