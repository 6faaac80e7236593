import { AutoaliasError } from '../../../autoalias-error.ts';
import type { Deployment } from '../../../deploy/deployment.ts';
import { describeDeployment } from '../../../deploy/describe-deployment.ts';
import { ramDocuments } from '../../../deploy/print/print-ram.ts';
import { type DeploymentForm, PRINTERS } from '../../../deploy/print/printers.ts';
import type { CliIo } from '../../cli-io.ts';
import type { JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { type DeploymentFlags, deploymentSettings } from '../../options/deployment-settings.ts';
import { loadRules, type RulesFlag } from '../../options/rules-option.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

export interface PrintFlags extends DeploymentFlags, RulesFlag, JsonFlag {
  readonly print: DeploymentForm;
  readonly only?: string;
}

/**
 * Prints a deployment. Remarks go to the standard error, so that the output can be redirected to a file.
 *
 * @throws RulesInvalid
 * @throws AutoaliasError `usage` for flags that do not fit together, `config-invalid` for what a form cannot hold.
 */
export function printDeployment(flags: PrintFlags, io: CliIo): CommandResult {
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
