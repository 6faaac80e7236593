import { Option } from 'commander';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { defined } from '../../../defined.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { askInit } from '../../init/ask-init.ts';
import { draftRules, type InitAnswers } from '../../init/draft-rules.ts';
import { INIT_ORDER_NAMES } from '../../init/orders.ts';
import { refuseTaken, writeNewFile } from '../../init/write-new-file.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

interface InitFlags extends Omit<InitAnswers, 'example' | 'moreExamples'> {
  readonly example?: readonly string[];
  readonly force?: true;
}

const HELP = `
Without options, the command asks questions. With options, it uses defaults for what you leave out:

  autoalias init --example releases/app/1.10.0/app.tgz
  autoalias init nightly.yaml --example nightly/2026-10-20/app.zip --alias nightly/latest/app.zip
  autoalias init go.yaml --example go/1.27/go.tgz --example go/1.27.4/go.tgz
  autoalias init sets.yaml --example features/dt=2026-11-20/part-0.parquet --complete _SUCCESS

The rule matches keys like the example key. Only the version and the parts that an alias uses as placeholders can differ.
So the rule that the second command writes matches only files named app.zip. Several examples must have the same form,
and the order must be able to read all of them.`;

export function addInit({ io, add, finish }: CommandRegistry): void {
  add('init', 'write a first rules file, with comments')
    .argument('[file]', 'the file to write', 'autoalias.yaml')
    .option('--example <key>', 'a key of an object that you upload; repeatable, for keys of one form', collect)
    .option('--prefix <prefix>', 'the prefix of all keys')
    .addOption(new Option('--order <order>', 'the order of the versions').choices([...INIT_ORDER_NAMES]))
    .option('--alias <template>', 'key template of an alias; repeatable', collect)
    .option('--complete <file>', 'name of the file that is uploaded last, if the files of a version move together')
    .option('--name <name>', 'the name of the rule')
    .option('--force', 'overwrite an existing file')
    .addHelpText('after', HELP)
    .action(async (file: string, { json, ...flags }: InitFlags & JsonFlag) =>
      finish(await init(file, flags, io), json === true ? { json } : {}),
    );
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function answersOf({ example: [example, ...moreExamples] = [], ...flags }: Omit<InitFlags, 'force'>): InitAnswers {
  return { ...flags, moreExamples, ...defined({ example }) };
}

/** Writes a rules file that `validate` accepts, or nothing. */
async function init(file: string, { force, ...flags }: InitFlags, io: CliIo): Promise<CommandResult> {
  const over = force === true;
  if (!over) refuseTaken(file);
  const given = Object.keys(flags).length > 0;
  if (!given && io.prompter === undefined) {
    throw new AutoaliasError(
      'usage',
      'there is no terminal for questions; use options: --example <key>, or --prefix <prefix> and --order <order>, and --alias <template> for other aliases than the default',
    );
  }
  const { rule, text, example, order, aliases, findings } =
    given || io.prompter === undefined ? draftRules(file, answersOf(flags)) : await askInit(file, io.prompter);
  writeNewFile(file, text, over);
  return {
    exitCode: EXIT.done,
    json: {
      file,
      rule,
      order,
      aliases,
      ...(findings.length === 0
        ? {}
        : {
            findings: findings.map(({ code, severity, what, why, instead }) => ({
              code,
              severity,
              what,
              why,
              instead,
            })),
          }),
    },
    lines: [
      `${file}: written, with the rule ${rule}, by ${order}:`,
      ...aliases.map((alias) => `  ${alias}`),
      ...['', 'Try it on a key, and change what you do not like:', ''],
      `  autoalias explain ${shellText(example)} --rules ${shellText(file)}`,
      `  autoalias validate ${shellText(file)}`,
      ...(findings.length === 0 ? [] : ['', 'autoalias lint reports for this example:', '']),
      ...findings.map(({ severity, what, why, instead }) => `  ${severity}: ${what}: ${why}; ${instead}`),
    ].map(escapeForTerminal),
  };
}

function shellText(text: string): string {
  return /^[A-Za-z0-9/._:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
