import { statSync } from 'node:fs';
import { AutoaliasError } from '../../../autoalias-error.ts';
import type { Cloud } from '../../../cloud.ts';
import { CFC_EXPORTS } from '../../../deploy/baidu/cfc-functions.ts';
import { CFC_LIMITS } from '../../../deploy/baidu/cfc-limits.ts';
import { readDeploymentRules } from '../../../handlers/function/deployment-rules.ts';
import { lintRules } from '../../../lint/lint-rules.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { refuseTaken, writeNewFile } from '../../init/write-new-file.ts';
import { addCloudOption, type CloudFlags, cloudOf } from '../../options/cloud-option.ts';
import { readRulesText } from '../../options/read-rules-text.ts';
import { type CodePackage, codeKey, packCode } from '../../package/code-package.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

interface PackageFlags extends CloudFlags, JsonFlag {
  readonly output: string;
  readonly force?: true;
}

const HELP = `
Checks the rules and packs them with the functions: the zip is the code of a deployment. You do not need a checkout:

  npx autoalias package autoalias.yaml -o autoalias.zip

The functions find the rules in the zip without any configuration. The same rules and the same version of autoalias
produce the same bytes. The command prints findings of lint, but they do not stop it.

With --cloud baidu, the zip is for functions of Baidu CFC. autoalias deploy --cloud baidu makes the same zip by itself.`;

export function addPackage({ io, add, finish }: CommandRegistry): void {
  addCloudOption(add('package', 'pack rules and functions into a zip for a deployment'))
    .argument('<file>', 'rules file, YAML or JSON')
    .option('-o, --output <file>', 'the zip to write', 'autoalias.zip')
    .option('--force', 'overwrite an existing file')
    .addHelpText('after', HELP)
    .action((file: string, flags: PackageFlags) => finish(packageRules(file, flags, io), flags));
}

/** Writes the zip, or nothing. */
function packageRules(file: string, flags: PackageFlags, io: CliIo): CommandResult {
  const { output, force } = flags;
  const cloud = cloudOf(flags, io.env);
  const overwrite = force === true;
  if (!overwrite) refuseTaken(output);
  else refuseSame(file, output);
  const { text, digest } = readDeploymentRules(readRulesText(file), file);
  const findings = lintRules(text, file, { policy: undefined, triggers: undefined });
  const code = packCode(io, text, cloud);
  const { zip, sha256 } = code;
  if (cloud === 'baidu') refuseTooLarge(zip);
  writeNewFile(output, zip, overwrite);
  const next = NEXT[cloud](code, file);
  return {
    exitCode: EXIT.done,
    json: {
      file: output,
      size: zip.length,
      sha256,
      rules: { source: file, digest },
      findings,
      ...next.json,
    },
    lines: [
      ...findings.map(
        ({ line, column, severity, what, why, instead, code }) =>
          `${file}:${line}:${column}: ${severity}: ${what}: ${why}; ${instead} [${code}]`,
      ),
      `${output}: written, ${zip.length} bytes, with the rules of ${file}`,
      `sha256: ${sha256}`,
      ...['', 'Next:', ''],
      ...next.lines,
    ].map(escapeForTerminal),
  };
}

/** What to do with the zip, and what a program needs for it. */
interface NextSteps {
  readonly json: object;
  readonly lines: readonly string[];
}

const NEXT: Readonly<Record<Cloud, (code: CodePackage, rulesFile: string) => NextSteps>> = {
  alibaba: (code, file) => {
    const parameters = { CodeObject: codeKey(code) };
    return {
      json: { parameters },
      lines: [
        `1. Upload it to a bucket in the region of your data, as ${parameters.CodeObject}.`,
        '2. Print the template of the rules, for Resource Orchestration Service, Serverless Devs or Terraform:',
        `   autoalias deploy --print ros --rules ${file} > template.yml`,
        '3. Create or update the stack with this parameter, besides Bucket, CodeBucket and Token:',
        `   CodeObject=${parameters.CodeObject}`,
      ],
    };
  },
  baidu: (_, file) => {
    const handlers = Object.fromEntries(Object.entries(CFC_EXPORTS).map(([id, name]) => [id, `index.${name}`]));
    return {
      json: { handlers },
      lines: [
        '1. Print the requests that create functions, triggers and the notification rule:',
        `   autoalias deploy --cloud baidu --print json --rules ${file} --region bj --bucket my-bucket`,
        '2. Create three functions of the runtime Node.js 20 with this zip and these handlers:',
        ...Object.entries(handlers).map(([id, handler]) => `   ${id}: ${handler}`),
        'Or let autoalias deploy --cloud baidu do it.',
      ],
    };
  },
};

function refuseTooLarge({ length }: Uint8Array): void {
  if (length <= CFC_LIMITS.zipBytes) return;
  throw new AutoaliasError(
    'config-invalid',
    `the zip has ${length} bytes, and CFC accepts ${CFC_LIMITS.zipBytes}; divide the rules among several deployments`,
  );
}

/** With `--force`, the zip would take the place of the only copy of the rules. */
function refuseSame(file: string, output: string): void {
  const [rules, zip] = [file, output].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
  if (rules === undefined || rules.ino !== zip?.ino || rules.dev !== zip.dev) return;
  throw new AutoaliasError('config-invalid', `${output} is the rules file, and is not overwritten; name another file`);
}
