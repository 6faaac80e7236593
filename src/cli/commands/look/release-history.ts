import { personOf } from '../../../aliases/look/marker-moves.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import { releaseHistoryView } from '../../../handlers/past/history-view.ts';
import { type GroupMove, releaseHistory } from '../../../handlers/past/release-history.ts';
import { isoTime } from '../../../handlers/past/shown-view.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { textTable } from '../../terminal/text-table.ts';
import { moveReason } from './move-reason.ts';

/** `history` of a prefix: the moves of its releases. */
export async function historyOfReleases(
  context: HandlerContext,
  prefix: string,
  limit: number,
): Promise<CommandResult> {
  const found = await releaseHistory(context, prefix, limit);
  const { moves } = found;
  const table = textTable([['WHEN', 'ALIASES', 'FROM', 'TO', 'HOW MANY', 'WHO', 'WHY'], ...moves.map(cellsOf)]);
  const remarks = [
    ...(moves.length === 0 ? [escapeForTerminal(`${prefix}: no alias under it ever moved`)] : []),
    ...(found.more ? ['there are more; show them with --limit'] : []),
  ];
  return {
    exitCode: EXIT.done,
    json: releaseHistoryView(found),
    lines: [...(moves.length > 0 ? table : []), ...remarks],
  };
}

function cellsOf(move: GroupMove): readonly string[] {
  const { at, group, from, to, marker } = move;
  const who = personOf(move, marker) ?? '-';
  return [isoTime(at) ?? '-', group, from ?? '-', to ?? '-', countsOf(move), who, moveReason(move, marker)];
}

function countsOf({ aliases, removed, of }: GroupMove): string {
  const moved = aliases === 0 && removed > 0 ? [] : [aliases === of ? `${aliases}` : `${aliases} of ${of}`];
  return [...moved, ...(removed === 0 ? [] : [`${removed} removed`])].join(', ');
}
