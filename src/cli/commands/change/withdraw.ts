import { reasonProblem } from '../../../aliases/model/pin.ts';
import { AutoaliasError } from '../../../autoalias-error.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import type { MarkerPlan, MarkerResult } from '../../../handlers/withdraw/marker-plan.ts';
import {
  carryOut,
  type NamedObjects,
  planRestore,
  planWithdrawal,
  rehearse,
} from '../../../handlers/withdraw/withdraw.ts';
import type { CliIo } from '../../cli-io.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { keyArguments, versionText } from '../../options/key-argument.ts';
import { markerCommandResult, markerLines } from '../../output/marker-result.ts';
import { confirm } from '../../terminal/confirm.ts';
import { count } from '../../terminal/count.ts';
import { Interrupted } from '../../terminal/prompter.ts';
import { stopSignal } from '../../terminal/stop-signal.ts';

/** The flags that `withdraw`, `restore` and `rollback` have in common. */
export interface MarkerFlags extends BucketFlags {
  readonly reason?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

type Flags = MarkerFlags & { readonly release?: string };

const NAMES = 'keys of objects or aliases, or prefixes that end with a slash';

const WITHDRAW_HELP = `
The command writes a marker object next to the release or object, and updates every alias of what the marker covers. A
withdrawn object is not a candidate of any alias. A later upload wins as always.

If the version is a folder of the key, one marker withdraws the whole folder. Otherwise, it withdraws one object.
"autoalias explain" shows the key of the marker. An alias stands for the object that it points at. The object does not need
to exist yet. A marker that exists stays as it is, with its reason and time.

A prefix with several versions needs --yes or --release, or an answer on the terminal. If no version under the prefix is
written exactly like the text of --release, the only version that is equal in the order of the rule is used: v1.11.0 for
1.11.0.

After Ctrl-C, the command finishes the requests in progress, says what it wrote, and ends with exit code 130.`;

const RESTORE_HELP = `
The command deletes the markers, and updates every alias of what they covered. To restore what is not withdrawn changes
nothing. An alias stands for its withdrawn candidate that is the next greater one than its target: "restore" undoes one
"rollback" of the alias.

After Ctrl-C, the command finishes the requests in progress, says what it deleted, and ends with exit code 130.`;

/** `withdraw` and `restore`: a person decides whether objects are candidates. */
export function addWithdraw({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  const add = (name: 'withdraw' | 'restore', description: string) =>
    addForBucket(name, description)
      .argument('<key...>', NAMES, keyArguments)
      .option('--release <version>', 'only objects of this version, under a prefix', versionText)
      .option('--dry-run', 'show what would change, and write nothing')
      .option('--yes', 'do not ask for confirmation');
  add('withdraw', 'take objects or a release back: no alias points at them any more')
    .requiredOption('--reason <text>', 'required: why; the marker records it, and explain shows it')
    .addHelpText('after', WITHDRAW_HELP)
    .action((names: readonly string[], flags: Flags) =>
      runOnBucket(flags, (context) => run(io, context, names, flags, planWithdrawal)),
    );
  add('restore', 'undo withdraw or rollback: objects are candidates again')
    .option('--reason <text>', 'why, for the history of the aliases', 'restored')
    .addHelpText('after', RESTORE_HELP)
    .action((names: readonly string[], flags: Flags) =>
      runOnBucket(flags, (context) => run(io, context, names, flags, planRestore)),
    );
}

async function run(
  io: CliIo,
  context: HandlerContext,
  names: readonly string[],
  { release, ...flags }: Flags,
  plan: (context: HandlerContext, named: NamedObjects) => Promise<MarkerPlan>,
): Promise<CommandResult> {
  if (release !== undefined && !names.every((name) => name.endsWith('/'))) {
    throw new AutoaliasError(
      'usage',
      '--release needs prefixes: write a key that ends with a slash, like releases/app/',
    );
  }
  const named = { names, release, reason: reasonOf(flags) };
  return runMarkerCommand(io, context, () => plan(context, named), { ...flags, again: 'run the same command again' });
}

/** @throws AutoaliasError `usage` for a reason that cannot be recorded. */
export function reasonOf({ reason = '' }: MarkerFlags): string {
  const problem = reasonProblem(reason);
  if (problem !== undefined) throw new AutoaliasError('usage', `--reason ${problem}`);
  return reason;
}

/** The flags of a command that changes markers, and how to repeat it after Ctrl-C. */
type MarkerRun = MarkerFlags & { readonly again: string };

/**
 * Makes a plan, and shows it, asks for confirmation if needed, or carries it out. Ctrl-C stops it, and it says what was written
 * until then.
 *
 * @throws AutoaliasError `usage` if a confirmation is needed and there is no terminal.
 * @throws Interrupted if it was stopped before it wrote anything.
 */
export async function runMarkerCommand(
  io: CliIo,
  context: HandlerContext,
  makePlan: () => Promise<MarkerPlan>,
  { dryRun, yes, wide, again }: MarkerRun,
): Promise<CommandResult> {
  const columns = wide ? undefined : io.columns;
  const { signal } = io;
  const plan = await unlessStopped(makePlan(), signal);
  const needsConsent = !dryRun && plan.doubts.length > 0 && !yes;
  const preview = dryRun || needsConsent ? await unlessStopped(rehearse(context, plan), signal) : undefined;
  if (preview !== undefined && dryRun) return markerCommandResult(preview, columns);
  if (preview !== undefined && !(await confirm(io, markerLines(preview, columns), plan.doubts.join('; ')))) {
    return { exitCode: EXIT.failed, json: { markers: [], aliases: [], remarks: [UNCONFIRMED] }, lines: [UNCONFIRMED] };
  }
  const result = await carryOut(context, plan, stopSignal({ signal, err: io.err }));
  if (result.stopped !== true) return markerCommandResult(result, columns);
  const remarks = [...result.remarks, stoppedText(result, plan, again)];
  return { ...markerCommandResult({ ...result, remarks }, columns), exitCode: EXIT.interrupted };
}

const UNCONFIRMED = 'not confirmed: nothing was written';

/** Waits for work that only reads. After Ctrl-C, throws without waiting for it. */
async function unlessStopped<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new Interrupted('stopped: nothing was written'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([reading, stopped]);
}

function stoppedText({ markers, aliases }: MarkerResult, plan: MarkerPlan, again: string): string {
  if (markers.length === 0) return 'stopped: nothing was written; run the same command again';
  const planned = plan.markers.filter(({ action }) => action !== 'unchanged').length;
  const did = `stopped: ${markers.length} of ${count(planned, 'marker')} ${plan.what === 'restore' ? 'deleted' : 'written'}, ${count(aliases.length, 'alias', 'aliases')} checked`;
  return `${did}; the event of a marker or the next sweep moves the other aliases; to finish now, ${again}`;
}
