import { Option } from 'commander';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { BAIDU_FORMS, type BaiduForm } from '../../../deploy/baidu/print-baidu.ts';
import { DEPLOYMENT_FORMS, type DeploymentForm } from '../../../deploy/print/printers.ts';
import { addBaiduOptions, type BaiduFlags, refuseForeignFlags } from '../../cfc/baidu-settings.ts';
import { runBaiduDeploy } from '../../cfc/run-baidu-deploy.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import { addCloudOption, type CloudFlags, cloudOf } from '../../options/cloud-option.ts';
import { addDeploymentOptions, type DeploymentFlags } from '../../options/deployment-settings.ts';
import { addRulesOption, type RulesFlag } from '../../options/rules-option.ts';
import { addCarryOutOptions, type CarryOutFlags } from '../../stack/deploy-flags.ts';
import { runDeploy } from '../../stack/run-deploy.ts';
import { printBaidu, printDeployment } from './print-deployment.ts';

interface DeployFlags extends DeploymentFlags, CarryOutFlags, BaiduFlags, CloudFlags, RulesFlag, JsonFlag {
  readonly region?: string;
  readonly account?: string;
  readonly print?: DeploymentForm | BaiduForm;
  readonly only?: string;
}

const HELP = `
Deploys the rules by a stack of Resource Orchestration Service: packs the rules with the functions, uploads the zip, creates or
updates the stack, waits for it, runs a sweep, and prints the status of the aliases. First the command shows what changes: the
code, the stack, and the aliases that the rules move, remove or no longer define. Then it asks for confirmation.

  autoalias deploy --rules autoalias.yaml --region cn-hangzhou --bucket my-bucket      the first time
  autoalias deploy --rules autoalias.yaml --region cn-hangzhou --dry-run               after a change of the rules
  autoalias deploy --rules autoalias.yaml --region cn-hangzhou --yes                   in a pipeline

A stack keeps its settings and its token; a flag changes them. The credentials are OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and
OSS_SESSION_TOKEN. After Ctrl-C, the stack goes on by itself. Run the same command again to follow it and to sweep.
Exit code of --dry-run: 3 if anything would change, 0 if not.

With --print, nothing is sent to Alibaba Cloud. The command prints a deployment that follows the rules: one trigger for each
prefix (with more than ten prefixes, some share a trigger), a role of its own for each function with only the rights that the
rules need, a queue for failed events, logs, and alarms.

  autoalias deploy --print ros --rules autoalias.yaml > template.yml          Resource Orchestration Service
  autoalias deploy --print serverless-devs --rules autoalias.yaml > s.yaml    Serverless Devs, component fc3
  autoalias deploy --print terraform --rules autoalias.yaml > main.tf         Terraform, provider aliyun/alicloud
  autoalias deploy --print ram --bucket my-bucket --only uploader             one RAM policy, as JSON

What no flag names is a parameter of the output, or * in a RAM policy. --print ram needs --bucket, because a policy for every
bucket of the account would be too wide.

With --cloud baidu, the deployment consists of functions of Baidu CFC for a bucket of BOS: BOS triggers, a notification rule
for deletions, a timer, and the HTTP API. The command shows what it would create, update or delete, by reading what is there.
Then it asks for confirmation. Rules of other programs on the bucket stay. A deployment keeps its settings and secrets; a flag
changes them. The credentials are BCE_ACCESS_KEY_ID and BCE_SECRET_ACCESS_KEY. The functions have keys of their own, from
AUTOALIAS_FUNCTION_ACCESS_KEY_ID and AUTOALIAS_FUNCTION_SECRET_ACCESS_KEY.

  autoalias deploy --cloud baidu --region bj --bucket my-bucket --dry-run      what would change
  autoalias deploy --cloud baidu --region bj --bucket my-bucket                the first time
  autoalias deploy --cloud baidu --region bj --yes                             after a change of the rules

With --print, what no flag names is a placeholder.

  autoalias deploy --cloud baidu --print plan --region bj --bucket my-bucket   functions, triggers, and the notification rule
  autoalias deploy --cloud baidu --print json --region bj --bucket my-bucket   the bodies of the API requests
  autoalias deploy --cloud baidu --print iam --bucket my-bucket                policies for the functions and for people`;

export function addDeploy({ io, add, finish }: CommandRegistry): void {
  const command = addRulesOption(
    addDeploymentOptions(add('deploy', 'deploy the rules, or print a deployment that follows them')),
  );
  addCloudOption(addCarryOutOptions(command));
  addBaiduOptions(command)
    .addOption(
      new Option('--print <form>', 'only print it, in this form').choices([...DEPLOYMENT_FORMS, ...BAIDU_FORMS]),
    )
    .option('--only <document>', 'with --print ram or iam: a single document, for example uploader')
    .addHelpText('after', HELP)
    .action(async (flags: DeployFlags) => {
      const { print } = flags;
      const isGiven = (flag: string): boolean => command.getOptionValueSource(flag) === 'cli';
      const cloud = cloudOf(flags, io.env);
      refuseForeignFlags(cloud, isGiven);
      if (print !== undefined) {
        refuseCarryOut(flags);
        const printed = cloud === 'baidu' ? printBaidu : printDeployment;
        return finish(printed({ ...flags, print, isGiven }, io), flags);
      }
      if (flags.only !== undefined) throw new AutoaliasError('usage', '--only names a document of --print ram or iam');
      const run = cloud === 'baidu' ? runBaiduDeploy : runDeploy;
      return finish(await run({ ...flags, isGiven }, io), flags);
    });
}

const CARRY_OUT = [
  'stack',
  'codeBucket',
  'token',
  'dryRun',
  'yes',
  'skipPlan',
  'endpoint',
  'rosEndpoint',
  'fcEndpoint',
  'cfcEndpoint',
] as const;

function refuseCarryOut(flags: CarryOutFlags & BaiduFlags): void {
  const wrong = CARRY_OUT.find((name) => flags[name] !== undefined);
  if (wrong === undefined) return;
  const flag = `--${wrong.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new AutoaliasError('usage', `${flag} has no effect with --print, which sends nothing; leave one of them out`);
}
