import { AutoaliasError } from '../../../autoalias-error.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import type { PollResult, Sight } from '../../../handlers/wait/poll.ts';
import { sleep } from '../../../handlers/wait/sleep.ts';
import { type AliasGoal, type AliasWait, waitForAlias } from '../../../handlers/wait/wait-for-alias.ts';
import { type ReleaseWait, waitForRelease } from '../../../handlers/wait/wait-for-release.ts';
import { waitView } from '../../../handlers/wait/wait-view.ts';
import type { CliIo } from '../../cli-io.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { duration } from '../../options/duration.ts';
import { keyArgument, versionText } from '../../options/key-argument.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

const HELP = `
Without --target, --version and --release, the command waits for the target that the rules choose when it starts. With
--release, the argument is a prefix of aliases that ends with a slash, and all aliases under it that belong to a rule with
"release" must show that release.

A version is read by the order of the rule, so 1.0 and 1.0.0 can be the same. For a rule with several orders, it has the
texts of all orders or of the first ones, separated by spaces.

The command writes nothing. It looks after half a second, and then in growing intervals of up to ten seconds.

Exit code 0 if the alias shows the target, 1 if the time is over, 2 if the alias can never show the target, 3 if it shows a
greater target, 130 after Ctrl-C. With exit code 1, the output says why the alias did not move.`;

interface WaitFlags extends BucketFlags {
  readonly target?: string;
  readonly version?: string;
  readonly release?: string;
  readonly timeout: number;
}

export function addWait({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('wait', 'wait until an alias, or all aliases of a release, show a target')
    .argument('<alias>', 'the key of an alias; with --release, a prefix of aliases that ends with a slash', keyArgument)
    .option('--target <key>', 'the key that the alias must show', keyArgument)
    .option('--version <version>', 'the version that the alias must show', versionText)
    .option('--release <version>', 'the release that all aliases under the prefix must show', versionText)
    .option('--timeout <duration>', 'how long to wait: 30s, 5m, 2h [default: 5m]', duration, 300_000)
    .addHelpText('after', HELP)
    .action((alias: string, flags: WaitFlags) => {
      const goal = goalOf(alias, flags);
      return runOnBucket(flags, (context) => wait(context, io, alias, goal, flags.timeout));
    });
}

type Goal = AliasGoal | { readonly kind: 'release'; readonly text: string };

function goalOf(alias: string, { target, version, release }: WaitFlags): Goal {
  const given = [target, version, release].filter((one) => one !== undefined);
  if (given.length > 1) throw usage('--target, --version and --release exclude each other; keep one of them');
  if (release !== undefined) {
    if (alias.endsWith('/')) return { kind: 'release', text: release };
    throw usage('--release needs a prefix of aliases that ends with a slash; for one alias, use --version');
  }
  if (alias.endsWith('/')) throw usage('a prefix of aliases needs --release; name one alias, or add --release');
  if (target !== undefined) return { kind: 'target', key: target };
  return version === undefined ? { kind: 'rules' } : { kind: 'version', text: version };
}

function usage(message: string): AutoaliasError {
  return new AutoaliasError('usage', message);
}

async function wait(
  context: HandlerContext,
  io: CliIo,
  alias: string,
  goal: Goal,
  timeout: number,
): Promise<CommandResult> {
  const options = { timeout, signal: io.signal, clock: { now: context.now, sleep } };
  if (goal.kind === 'release') return resultOf(await waitForRelease(context, alias, goal.text, options), alias);
  return resultOf(await waitForAlias(context, alias, goal, options), alias);
}

const EXITS: Readonly<Record<PollResult<Sight>['outcome'], ExitCode>> = {
  shown: EXIT.done,
  timeout: EXIT.failed,
  overtaken: EXIT.differences,
  stopped: EXIT.interrupted,
};

function resultOf(result: AliasWait | ReleaseWait, alias: string): CommandResult {
  const { outcome, last, waited } = result;
  const seconds = Math.round(waited / 1000);
  return {
    exitCode: EXITS[outcome],
    json: waitView(result),
    lines: [escapeForTerminal(`${alias}: ${outcome} after ${seconds} s: ${last.why}`)],
  };
}
