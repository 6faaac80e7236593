import { AutoaliasError } from '../../../autoalias-error.ts';
import type { Cloud } from '../../../cloud.ts';
import { describeBaidu } from '../../../deploy/baidu/describe-baidu.ts';
import { BAIDU_FORMS, BAIDU_PRINTERS, type BaiduForm } from '../../../deploy/baidu/print-baidu.ts';
import { describeDeployment } from '../../../deploy/describe-deployment.ts';
import { ramDocuments } from '../../../deploy/print/print-ram.ts';
import { DEPLOYMENT_FORMS, type DeploymentForm, PRINTERS } from '../../../deploy/print/printers.ts';
import { type BaiduFlags, baiduSettings } from '../../cfc/baidu-settings.ts';
import type { CliIo } from '../../cli-io.ts';
import type { JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { type DeploymentFlags, deploymentSettings } from '../../options/deployment-settings.ts';
import { loadRules, type RulesFlag } from '../../options/rules-option.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

export interface PrintFlags extends DeploymentFlags, RulesFlag, JsonFlag {
  readonly print: DeploymentForm | BaiduForm;
  readonly only?: string;
  /** Whether a flag was written on the command line. */
  readonly isGiven: (flag: string) => boolean;
}

/**
 * Prints a deployment. Remarks go to the standard error, so that the output can be redirected to a file.
 *
 * @throws RulesInvalid
 * @throws AutoaliasError `usage` for flags that do not fit together, `config-invalid` for what a form cannot hold.
 */
export function printDeployment(flags: PrintFlags, io: CliIo): CommandResult {
  const { only } = flags;
  const print = formOf('alibaba', DEPLOYMENT_FORMS, flags.print);
  const settings = deploymentSettings(flags);
  if (print === 'ram' && settings.bucket === undefined) {
    throw new AutoaliasError('usage', '--print ram needs --bucket: a policy without it would cover every bucket');
  }
  if (only !== undefined && print !== 'ram') {
    throw new AutoaliasError('usage', '--only names a document of --print ram');
  }
  const rules = loadRules(flags, io.env);
  const deployment = describeDeployment(rules.ruleSet, settings);
  const text = only === undefined ? PRINTERS[print](deployment) : documentText(ramDocuments(deployment), only);
  return printed({
    flags,
    io,
    rules,
    notes: deployment.notes,
    text,
    documents: print === 'ram' ? ramDocuments(deployment) : undefined,
  });
}

/**
 * Prints a deployment on Baidu, in the same manner.
 *
 * @throws RulesInvalid
 * @throws AutoaliasError `usage` for flags that do not fit together, `config-invalid` for what CFC does not accept.
 */
export function printBaidu(flags: PrintFlags & BaiduFlags, io: CliIo): CommandResult {
  const { only } = flags;
  const print = formOf('baidu', BAIDU_FORMS, flags.print);
  const settings = baiduSettings(flags, io.env, flags.isGiven);
  if (print === 'iam' && settings.bucket === undefined) {
    throw new AutoaliasError('usage', '--print iam needs --bucket: a policy without it would cover every bucket');
  }
  if (only !== undefined && print !== 'iam') {
    throw new AutoaliasError('usage', '--only names a document of --print iam');
  }
  const rules = loadRules(flags, io.env);
  const deployment = describeBaidu(rules.ruleSet, settings);
  const documents = deployment.policies.map((policy) => ({ ...policy, kind: 'policy' as const }));
  const text = only === undefined ? BAIDU_PRINTERS[print](deployment) : documentText(documents, only);
  const { notes } = deployment;
  return printed({ flags, io, rules, notes, text, documents: print === 'iam' ? documents : undefined });
}

/** The form, if the cloud has it. Throws AutoaliasError `usage` otherwise. */
function formOf<T extends string>(cloud: Cloud, forms: readonly T[], print: string): T {
  const form = forms.find((one) => one === print);
  if (form !== undefined) return form;
  throw new AutoaliasError(
    'usage',
    `--print ${print} does not exist with --cloud ${cloud}; write one of ${forms.join(', ')}, or name the other cloud`,
  );
}

interface Printed {
  readonly flags: PrintFlags;
  readonly io: CliIo;
  readonly rules: { readonly source: string; readonly digest: string };
  readonly notes: readonly string[];
  readonly text: string;
  readonly documents: readonly unknown[] | undefined;
}

function printed({ flags, io, rules, notes, text, documents }: Printed): CommandResult {
  if (flags.json !== true) for (const note of notes) io.err(`${escapeForTerminal(`note: ${note}`)}\n`);
  return {
    exitCode: EXIT.done,
    json: {
      form: flags.print,
      rules: { source: rules.source, digest: rules.digest },
      notes,
      text,
      ...(documents === undefined ? {} : { documents }),
    },
    lines: text.replace(/\n$/, '').split('\n'),
    isData: true,
  };
}

/** A document by its id, on one line. Throws AutoaliasError `usage` if there is none. */
function documentText(documents: readonly { readonly id: string; readonly document: unknown }[], id: string): string {
  const found = documents.find((one) => one.id === id);
  if (found !== undefined) return `${JSON.stringify(found.document)}\n`;
  const names = documents.map((one) => one.id).join(', ');
  throw new AutoaliasError('usage', `there is no document ${JSON.stringify(id)}; write one of ${names}`);
}
