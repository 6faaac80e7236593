import { type Resolution, resolveAlias } from '../../../aliases/past/resolve-alias.ts';
import { refuseFolder } from '../../../handlers/past/refuse-folder.ts';
import { isoTime, shownView } from '../../../handlers/past/shown-view.ts';
import { runProtocol } from '../../../handlers/work/run-protocol.ts';
import type { Store } from '../../../stores/store.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { keyArgument } from '../../options/key-argument.ts';
import { moment } from '../../options/moment.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { writtenFor } from './move-reason.ts';

const HELP = `
The past is read from the versions of the alias, so it needs a versioned bucket. In an unversioned bucket, the command
answers only if the present link is older than the moment. Versions have whole seconds: a version that was written in the
second of the moment counts. If a version of that time was deleted, the command says that the answer has a gap, or
that it is unknown.

The command uses no rules, so --rules, --api and --token make no difference.
Exit code 0 if the alias had a target, 1 if not or if it is unknown.`;

export function addResolve({ addForBucket, runOnStore }: CommandRegistry): void {
  addForBucket('resolve', 'show the target of an alias, now or at a moment in the past')
    .argument('<alias>', 'the key of an alias; also of one that no rule defines any more', keyArgument)
    .option('--at <time>', 'the moment: 2026-10-01, 2026-10-01T08:30Z, or 2h, 7d for a time ago [default: now]', moment)
    .addHelpText('after', HELP)
    .action((alias: string, { at, ...flags }: BucketFlags & { readonly at?: number }) =>
      runOnStore(flags, (store) => resolve(store, alias, at)),
    );
}

async function resolve(store: Store, alias: string, at: number | undefined): Promise<CommandResult> {
  const resolution = await runProtocol(resolveAlias(store.capabilities, alias, at), store);
  if (resolution.versionId === null && resolution.shows !== 'object') await refuseFolder(store, alias);
  const view = shownView(resolution);
  return {
    exitCode: resolution.shows === 'link' ? EXIT.done : EXIT.failed,
    json: { ...view, at: isoTime(resolution.at) },
    lines: linesOf(view).map(escapeForTerminal),
  };
}

const WITHOUT_TARGET = { object: 'a real object', nothing: 'nothing', unknown: 'unknown' } as const;

function linesOf(view: ReturnType<typeof shownView<Resolution>>): readonly string[] {
  const { alias, shows, target, targetVersionId, cause, known, gap } = view;
  const shown = shows === 'link' ? target : `(${WITHOUT_TARGET[shows]})`;
  return [
    `${alias} -> ${shown}`,
    ...(targetVersionId === null ? [] : [`version of the target: ${targetVersionId}`]),
    `known: ${known}`,
    ...(cause === null ? [] : [`written for: ${writtenFor({ ...view, cause })}`]),
    ...(gap === null ? [] : [`gap: ${gap}, so the alias may have shown another target`]),
  ];
}
