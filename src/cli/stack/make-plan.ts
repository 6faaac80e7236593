import { randomBytes } from 'node:crypto';
import { parse } from 'yaml';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Deployment } from '../../deploy/deployment.ts';
import { describeDeployment } from '../../deploy/describe-deployment.ts';
import { printRos } from '../../deploy/print/ros/print-ros.ts';
import { readDeployedSettings } from '../../deploy/read-deployed-settings.ts';
import { DEFAULT_SETTINGS, type DeploymentSettings } from '../../deploy/settings.ts';
import type { DeploymentRules } from '../../handlers/function/deployment-rules.ts';
import type { Store } from '../../stores/store.ts';
import type { CliIo } from '../cli-io.ts';
import { type CodePackage, codeKey, isUploaded, packCode } from '../package/code-package.ts';
import type { CarryOutFlags } from './deploy-flags.ts';
import type { DeploymentPlan } from './deployment-plan.ts';
import type { RosTarget } from './ros-api.ts';
import { readTemplate, type Stack } from './stack.ts';
import { parameterChanges, stackParameters } from './stack-parameters.ts';
import { templateChanges } from './template-changes.ts';

/** A plan that can be carried out. */
export interface PreparedDeployment {
  readonly plan: DeploymentPlan;
  readonly code: CodePackage;
  readonly deployment: Deployment;
  /** The token of a new stack, if this run made it up. */
  readonly newToken: string | undefined;
}

export interface PlanInputs {
  readonly flags: CarryOutFlags;
  readonly io: CliIo;
  readonly ros: RosTarget;
  readonly rules: DeploymentRules;
  readonly stackName: string;
  readonly stack: Stack | undefined;
  /** The settings of the flags over those of the stack. */
  readonly settings: (deployed: DeploymentSettings) => DeploymentSettings;
  readonly openBucket: (bucket: string) => Store;
}

/** Finds out what a deployment changes. Sends reads only. */
export async function makePlan(inputs: PlanInputs): Promise<PreparedDeployment> {
  const { flags, io, ros, rules, stackName, stack } = inputs;
  const deployedTemplate = stack === undefined ? undefined : await readTemplate(ros, stack.id);
  if (deployedTemplate !== undefined) refuseForeign(deployedTemplate, stackName);
  const deployed =
    stack === undefined || deployedTemplate === undefined
      ? undefined
      : readDeployedSettings({ template: parse(deployedTemplate), parameters: stack.parameters });
  const settings = inputs.settings(deployed ?? DEFAULT_SETTINGS);
  const bucket = bucketOf(settings);
  if (deployed !== undefined) refuseFixed(deployed, settings);
  const deployment = describeDeployment(rules.ruleSet, settings);
  const template = printRos(deployment);
  const code = packCode(io, rules.text);
  const codeBucket = flags.codeBucket ?? stack?.parameters.get('CodeBucket') ?? bucket;
  const key = codeKey(code, codeBucket === bucket);
  const store = inputs.openBucket(codeBucket);
  const uploaded = await isUploaded(store, key, code).finally(() => store.close());
  const newToken =
    stack === undefined && givenToken(inputs) === undefined ? randomBytes(24).toString('hex') : undefined;
  const token = stack === undefined ? (givenToken(inputs) ?? newToken) : flags.token;
  const parameters = stackParameters(template, { bucket, codeBucket, codeObject: key, token });
  const plan: DeploymentPlan = {
    stackName,
    stack,
    template,
    parameters,
    code: { bucket: codeBucket, key, sha256: code.sha256, size: code.zip.length, isUploaded: uploaded },
    changes: deployedTemplate === undefined ? [] : templateChanges(deployedTemplate, template),
    parameterChanges: stack === undefined ? [] : parameterChanges(stack, parameters),
    aliases: undefined,
  };
  return { plan, code, deployment, newToken };
}

/** An update would remove everything else from a stack of another program. */
function refuseForeign(template: string, stackName: string): void {
  if (/\bobject-events\.handler\b/.test(template)) return;
  throw new AutoaliasError(
    'usage',
    `the stack ${stackName} contains something else than autoalias, which an update would remove; name another stack with --stack`,
  );
}

function bucketOf({ bucket }: DeploymentSettings): string {
  if (bucket !== undefined) return bucket;
  throw new AutoaliasError('usage', 'no bucket is named, and there is no stack yet; add --bucket');
}

/** Only a flag replaces the token of a stack, so that a variable which is set for other commands does not. */
function givenToken({ flags, io }: Pick<PlanInputs, 'flags' | 'io'>): string | undefined {
  return flags.token ?? (io.env.AUTOALIAS_TOKEN?.trim() || undefined);
}

/** Settings that an update cannot change, and their flags. */
const FIXED: readonly (readonly [flag: string, of: (settings: DeploymentSettings) => unknown, why: string])[] = [
  [
    '--name',
    ({ name }) => name,
    'every resource would get another name; deploy a second stack with --stack and --name',
  ],
  ['--bucket', ({ bucket }) => bucket, 'the stack serves one bucket; deploy a second stack with --stack and --name'],
  ['--http-concurrency', ({ http }) => http.concurrency, 'change it in the console of Function Compute'],
  ['--event-concurrency', ({ eventConcurrency }) => eventConcurrency, 'change it in the console of Function Compute'],
  [
    '--sweep-tasks',
    ({ sweepTasks }) => sweepTasks,
    'it decides how many instances are reserved for the sweep; deploy a second stack with --stack and --name, and delete this one',
  ],
];

function refuseFixed(deployed: DeploymentSettings, wanted: DeploymentSettings): void {
  for (const [flag, of, why] of FIXED) {
    const [from, to] = [of(deployed), of(wanted)];
    if (from === undefined || from === to) continue;
    throw new AutoaliasError(
      'usage',
      `${flag} is ${String(to)}, and the stack has ${String(from)}: an update cannot change it; ${why}`,
    );
  }
}
