import { Option } from 'commander';
import { AutoaliasError } from '../../../autoalias-error.ts';
import type { Deployment } from '../../../deploy/deployment.ts';
import { describeDeployment } from '../../../deploy/describe-deployment.ts';
import { ramDocuments } from '../../../deploy/print/print-ram.ts';
import { DEPLOYMENT_FORMS, type DeploymentForm, PRINTERS } from '../../../deploy/print/printers.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { addDeploymentOptions, type DeploymentFlags, deploymentSettings } from '../../options/deployment-settings.ts';
import { addRulesOption, loadRules, type RulesFlag } from '../../options/rules-option.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

interface DeployFlags extends DeploymentFlags, RulesFlag, JsonFlag {
  readonly print: DeploymentForm;
  readonly only?: string;
}

const HELP = `
Prints a deployment that follows the rules: one trigger for each prefix (with more than ten prefixes, some share a trigger),
a role of its own for each function with only the rights that the rules need, a queue for failed events, logs, and alarms.

  autoalias deploy --print ros --rules autoalias.yaml > template.yml          Resource Orchestration Service
  autoalias deploy --print serverless-devs --rules autoalias.yaml > s.yaml    Serverless Devs, component fc3
  autoalias deploy --print terraform --rules autoalias.yaml > main.tf         Terraform, provider aliyun/alicloud
  autoalias deploy --print ram --bucket my-bucket --only uploader             one RAM policy, as JSON

Nothing is sent to Alibaba Cloud. What no flag names is a parameter of the output, or * in a RAM policy. --print ram needs
--bucket, because a policy for every bucket of the account would be too wide.`;

export function addDeploy({ io, add, finish }: CommandRegistry): void {
  addRulesOption(addDeploymentOptions(add('deploy', 'print a deployment that follows the rules')))
    .addOption(new Option('--print <form>', 'what to print').choices(DEPLOYMENT_FORMS).makeOptionMandatory())
    .option('--only <document>', 'with --print ram: a single document, for example uploader or sweep-trust')
    .addHelpText('after', HELP)
    .action((flags: DeployFlags) => finish(printDeployment(flags, io), flags));
}

/**
 * Prints a deployment. Remarks go to the standard error, so that the output can be redirected to a file.
 *
 * @throws RulesInvalid
 * @throws AutoaliasError `usage` for flags that do not fit together, `config-invalid` for what a form cannot hold.
 */
function printDeployment(flags: DeployFlags, io: CliIo): CommandResult {
  const { print, only } = flags;
  const settings = deploymentSettings(flags);
  if (print === 'ram' && settings.bucket === undefined) {
    throw new AutoaliasError('usage', '--print ram needs --bucket: a policy without it would cover every bucket');
  }
  if (only !== undefined && print !== 'ram') {
    throw new AutoaliasError('usage', '--only names a document of --print ram');
  }
  const rules = loadRules(flags, io.env);
  const deployment = describeDeployment(rules.ruleSet, settings);
  const text = only === undefined ? PRINTERS[print](deployment) : singleDocument(deployment, only);
  if (flags.json !== true) for (const note of deployment.notes) io.err(`${escapeForTerminal(`note: ${note}`)}\n`);
  return {
    exitCode: EXIT.done,
    json: {
      form: print,
      rules: { source: rules.source, digest: rules.digest },
      notes: deployment.notes,
      text,
      ...(print === 'ram' ? { documents: ramDocuments(deployment) } : {}),
    },
    lines: text.replace(/\n$/, '').split('\n'),
    isData: true,
  };
}

function singleDocument(deployment: Deployment, id: string): string {
  const documents = ramDocuments(deployment);
  const found = documents.find((one) => one.id === id);
  if (found !== undefined) return `${JSON.stringify(found.document)}\n`;
  const names = documents.map((one) => one.id).join(', ');
  throw new AutoaliasError('usage', `there is no document ${JSON.stringify(id)}; write one of ${names}`);
}
