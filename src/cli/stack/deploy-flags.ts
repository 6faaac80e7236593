import type { Command } from 'commander';
import { AutoaliasError } from '../../autoalias-error.ts';
import { endpointOrigin, type VendorFlags, vendorTarget } from '../options/vendor-target.ts';
import type { RosTarget } from './ros-api.ts';

/** The flags with which `deploy` carries a deployment out. */
export interface CarryOutFlags extends VendorFlags {
  readonly stack?: string;
  readonly codeBucket?: string;
  readonly token?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly skipPlan?: true;
  readonly endpoint?: string;
  readonly rosEndpoint?: string;
  readonly fcEndpoint?: string;
}

export function addCarryOutOptions(command: Command): Command {
  return command
    .option('--stack <name>', 'name of the stack (default: the name of the deployment)')
    .option('--code-bucket <bucket>', 'bucket of the code (default: that of the stack, else --bucket)')
    .option(
      '--token <token>',
      'token of the HTTP API (default: that of the stack, else AUTOALIAS_TOKEN, else a new one)',
    )
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--yes', 'do not ask for confirmation')
    .option('--skip-plan', 'do not list the bucket to show which aliases change')
    .option('--endpoint <url>', 'URL of the store [OSS_ENDPOINT; default: the endpoint of the region]')
    .option(
      '--ros-endpoint <url>',
      'URL of the API of Resource Orchestration Service (default: https://ros.aliyuncs.com)',
    )
    .option('--fc-endpoint <url>', 'URL of the API of Function Compute (default: that of account and region)');
}

/** The endpoint that serves every region (`@alicloud/ros20190910`, endpoint map). */
const ROS_URL = 'https://ros.aliyuncs.com';

/** @throws AutoaliasError `usage` without a region or credentials. */
export function rosTarget(flags: CarryOutFlags, env: Readonly<Record<string, string | undefined>>): RosTarget {
  const target = vendorTarget(flags, env);
  if (target === undefined) {
    throw new AutoaliasError(
      'usage',
      'deploy needs the region of the bucket; add --region or set OSS_REGION, or print a deployment with --print',
    );
  }
  const { rosEndpoint } = flags;
  const url = rosEndpoint === undefined ? ROS_URL : endpointOrigin(rosEndpoint, '--ros-endpoint');
  return { url, region: target.region, credentials: target.credentials };
}
