import { statSync } from 'node:fs';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { readDeploymentRules } from '../../../handlers/function/deployment-rules.ts';
import { lintRules } from '../../../lint/lint-rules.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { refuseTaken, writeNewFile } from '../../init/write-new-file.ts';
import { readRulesText } from '../../options/read-rules-text.ts';
import { codeKey, packCode } from '../../package/code-package.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

interface PackageFlags extends JsonFlag {
  readonly output: string;
  readonly force?: true;
}

const HELP = `
Checks the rules and packs them with the functions: the zip is the code of a deployment. You do not need a checkout:

  npx autoalias package autoalias.yaml -o autoalias.zip

The functions find the rules in the zip without any configuration. The same rules and the same version of autoalias
produce the same bytes. The command prints findings of lint, but they do not stop it.`;

export function addPackage({ io, add, finish }: CommandRegistry): void {
  add('package', 'pack rules and functions into a zip for a deployment')
    .argument('<file>', 'rules file, YAML or JSON')
    .option('-o, --output <file>', 'the zip to write', 'autoalias.zip')
    .option('--force', 'overwrite an existing file')
    .addHelpText('after', HELP)
    .action((file: string, flags: PackageFlags) => finish(packageRules(file, flags, io), flags));
}

/** Writes the zip, or nothing. */
function packageRules(file: string, { output, force }: PackageFlags, io: CliIo): CommandResult {
  const overwrite = force === true;
  if (!overwrite) refuseTaken(output);
  else refuseSame(file, output);
  const { text, digest } = readDeploymentRules(readRulesText(file), file);
  const findings = lintRules(text, file, { policy: undefined, triggers: undefined });
  const code = packCode(io, text);
  const { zip, sha256 } = code;
  writeNewFile(output, zip, overwrite);
  const parameters = { CodeObject: codeKey(code) };
  return {
    exitCode: EXIT.done,
    json: {
      file: output,
      size: zip.length,
      sha256,
      rules: { source: file, digest },
      findings,
      parameters,
    },
    lines: [
      ...findings.map(
        ({ line, column, severity, what, why, instead, code }) =>
          `${file}:${line}:${column}: ${severity}: ${what}: ${why}; ${instead} [${code}]`,
      ),
      `${output}: written, ${zip.length} bytes, with the rules of ${file}`,
      `sha256: ${sha256}`,
      ...['', 'Next:', ''],
      `1. Upload it to a bucket in the region of your data, as ${parameters.CodeObject}.`,
      '2. Print the template of the rules, for Resource Orchestration Service, Serverless Devs or Terraform:',
      `   autoalias deploy --print ros --rules ${file} > template.yml`,
      '3. Create or update the stack with this parameter, besides Bucket, CodeBucket and Token:',
      `   CodeObject=${parameters.CodeObject}`,
    ].map(escapeForTerminal),
  };
}

/** With `--force`, the zip would take the place of the only copy of the rules. */
function refuseSame(file: string, output: string): void {
  const [rules, zip] = [file, output].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
  if (rules === undefined || rules.ino !== zip?.ino || rules.dev !== zip.dev) return;
  throw new AutoaliasError('config-invalid', `${output} is the rules file, and is not overwritten; name another file`);
}
