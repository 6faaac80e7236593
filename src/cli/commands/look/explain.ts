import { markerNoteText } from '../../../aliases/model/marker-note.ts';
import { AutoaliasError } from '../../../autoalias-error.ts';
import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import {
  type Explanation,
  explain as explainKey,
  type MarkerView,
  type RuleView,
} from '../../../handlers/look/explain.ts';
import { actionOf } from '../../../handlers/look/finding-view.ts';
import type { AliasView } from '../../../handlers/look/view-alias.ts';
import type { ReleaseView } from '../../../handlers/look/view-releases.ts';
import { LEADING_SLASHES } from '../../../object-key.ts';
import type { OrderHint } from '../../../rules/hints/order-traps.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { type RulesInUse, rulesJson, rulesText } from '../../options/rules-in-use.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { writtenFor } from './move-reason.ts';

export function addExplain({ addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('explain', 'show what each rule does with a key, and why')
    .argument('<key>', 'the key of an object or of an alias')
    .action((key: string, flags: BucketFlags) => runOnBucket(flags, (context, rules) => explain(context, key, rules)));
}

async function explain(context: HandlerContext, key: string, rules: RulesInUse): Promise<CommandResult> {
  if (LEADING_SLASHES.test(key)) {
    throw new AutoaliasError(
      'usage',
      `${key} is not a key: a key does not begin with ${key.charAt(0)}; write ${key.replace(LEADING_SLASHES, '') || 'the key of an object'}`,
    );
  }
  const explanation = await explainKey(context, key);
  return {
    exitCode: EXIT.done,
    json: { judgedBy: rulesJson(rules), ...inWords(explanation) },
    lines: describe(explanation, rulesText(rules)),
  };
}

/** With the field names and words of all commands. */
function inWords({ rules, alias, ...explanation }: Explanation) {
  return {
    ...explanation,
    rules: rules.map((rule) => ({ ...rule, aliases: rule.aliases.map(viewInWords) })),
    alias: alias === null ? null : { rule: alias.rule, ...viewInWords(alias) },
  };
}

function viewInWords({ change, target, ...view }: AliasView) {
  return {
    ...view,
    from: target,
    action: actionOf({ state: view.state, change }),
    planned: true,
  };
}

const EXISTS = { object: 'an object', symlink: 'a link', none: 'nothing there' } as const;

function describe(explanation: Explanation, rulesFrom: string): readonly string[] {
  const { key, exists, archived, markers, rules, alias, orphan } = explanation;
  return [
    `${key}: ${EXISTS[exists]}; by ${rulesFrom}`,
    ...(archived === null
      ? []
      : [`it is archived (${archived}) and not restored, so it cannot be read, also through an alias`]),
    ...markers.map(describeMarker),
    ...rules.flatMap(describeRule),
    ...(alias === null ? [] : ['', `it is an alias of rule ${alias.rule}`, ...describeAlias(alias)]),
    ...(orphan === null
      ? []
      : ['', `it was an alias of rule ${orphan.rule}, and no rule defines it any more; autoalias prune deletes it`]),
  ].map(escapeForTerminal);
}

function describeMarker({ marker, covers, exists, reason, actor, time }: MarkerView): string {
  const what = covers.endsWith('/') ? `everything in ${covers}` : 'it';
  if (!exists) return `not withdrawn; the marker ${marker} would withdraw ${what}`;
  return `${markerNoteText({ reason, actor, time })}; the marker ${marker} withdraws ${what}`;
}

function describeRule(view: RuleView): readonly string[] {
  const { rule, matched, why, groups, order, hints, aliases, releases, skipped } = view;
  if (!matched) return ['', `rule ${rule}: does not match: ${why}`, ...releases.map(describeRelease)];
  const named = Object.entries(groups).map(([name, text]) => `${name}=${text}`);
  return [
    '',
    `rule ${rule}: matches${named.length > 0 ? `, ${named.join(' ')}` : ''}`,
    `  order ${order.by}: ${order.why === null ? (order.text ?? '') || 'by upload' : `skipped: ${order.why}`}`,
    ...hints.map((hint) => `  hint: ${hintText(hint)}`),
    ...releases.map(describeRelease),
    ...aliases.flatMap((alias) => describeAlias(alias, hints)),
    // A reason that applies to all aliases of the rule is in the line above.
    ...skipped.flatMap((one) => (one.why === order.why ? [] : [`  ${one.alias}: none: ${one.why}`])),
  ];
}

function describeRelease({ release, aliases, completes, shown, why }: ReleaseView): string {
  const part = completes.length === 0 ? 'part of' : 'completes';
  return `  ${part} release ${release}: ${why}; ${aliases} shows ${shown ?? 'none'}`;
}

/** The hints of the rule are about the explained key. An alias shows the others. */
function describeAlias(view: AliasView, known: readonly OrderHint[] = []): readonly string[] {
  return [
    `  ${view.alias} -> ${view.target ?? '(none)'}: ${stateAndWhy(view)}`,
    `    ${candidatesText(view)}`,
    ...view.greatest
      .slice(0, LISTED)
      .map(({ key, order }, i) => `    ${i + 1}. ${key}${order === '' ? '' : ` (${order})`}`),
    ...more(view.candidates),
    ...(view.unread === null ? [] : [`    ${count(view.unread.objects, 'object')} not read`]),
    ...view.hints
      .filter(({ why }) => !known.some((hint) => hint.why === why))
      .map((hint) => `    hint: ${hintText(hint)}`),
    ...(view.record === null
      ? []
      : [`    written for: ${writtenFor(view.record)}; target version ${view.targetVersionId ?? 'none'}`]),
    ...view.rejected.slice(0, LISTED).map(({ key, why }) => `    not ${key}: ${why}`),
    ...(view.rejected.length > LISTED
      ? [`    and at least ${count(view.rejected.length - LISTED, 'other object')}`]
      : []),
  ];
}

function hintText({ why, instead }: OrderHint): string {
  return `${why}; ${instead}`;
}

/** The reason for `pinned` already begins with that word. */
function stateAndWhy({ state, why }: AliasView): string {
  return why.startsWith(state) ? why : `${state}: ${why}`;
}

function candidatesText({ candidates, winner, shown }: AliasView): string {
  const found = count(candidates, 'candidate');
  if (winner !== null) return `${found}, winner ${winner}`;
  return candidates > 0 && shown !== null ? `${found} in other releases than ${shown}` : `${found}, no winner`;
}

/** How many candidates and how many rejected keys are listed. */
const LISTED = 5;

function more(candidates: number): readonly string[] {
  return candidates > LISTED ? [`    and ${candidates - LISTED} lower ones`] : [];
}
