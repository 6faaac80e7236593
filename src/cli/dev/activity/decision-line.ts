import type { AliasDecision, Decision, SweepDecision } from '../../../local/cloud/decision.ts';
import { readKey } from '../../../rules/match/read-key.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

/** One line for people. It is loud if something is wrong or differs from the rules. */
export interface DecisionLine {
  readonly text: string;
  readonly isLoud: boolean;
}

/**
 * A decision as one line: `releases/app/latest/app.tgz  1.9.0 -> 1.10.0   (releases/app/1.10.0/app.tgz uploaded)`.
 * Undefined for one that changed nothing and is not a problem.
 */
export function decisionLine(decision: Decision, ruleSet: RuleSet): DecisionLine | undefined {
  const line = lineOf(decision, ruleSet);
  return line && { ...line, text: escapeForTerminal(line.text) };
}

function lineOf(decision: Decision, ruleSet: RuleSet): DecisionLine | undefined {
  if (decision.kind === 'alias') return aliasLine(decision, ruleSet);
  if (decision.kind === 'sweep') return sweepLine(decision);
  const { level, action, key, why } = decision;
  if (level === 'info') return undefined;
  return { isLoud: true, text: key === undefined ? `${action}: ${why}` : `${key}  ${action}  ${why}` };
}

/** Actions that are loud for every event. The action is the second column of the line. */
const LOUD: ReadonlySet<string> = new Set(['refused', 'yielded', 'failed']);

function aliasLine(decision: AliasDecision, ruleSet: RuleSet): DecisionLine | undefined {
  const { alias, action, why, dangling, overruled } = decision;
  const [from, to] = shownTargets(decision, ruleSet);
  const cause = `   (${causeOf(decision)})`;
  if (LOUD.has(action)) return { isLoud: true, text: `${alias}  ${action}  ${why}${cause}` };
  if (action === 'pointed' || action === 'removed') {
    const move = `${alias}  ${from !== undefined && from === to ? `${to} again` : `${from ?? '(new)'} -> ${to ?? '(removed)'}`}`;
    const more = overruled ? `; another program had ${decision.from === null ? 'deleted' : 'written'} it` : '';
    return { isLoud: overruled === true, text: `${move}   (${causeOf(decision)}${more})` };
  }
  if (dangling) return { isLoud: true, text: `${alias}  dangling  points at ${from}, which is gone: ${why}${cause}` };
  if (action === 'unchanged') return undefined;
  // A pin or rollback by a person moves the alias; a later event finds it where it is held.
  if (action === 'pinned' && to !== undefined && from !== to) {
    return { isLoud: false, text: `${alias}  ${from ?? '(new)'} -> ${to}: ${why}${cause}` };
  }
  return { isLoud: false, text: `${alias}  stays at ${from ?? 'nothing'}: ${why}${cause}` };
}

/** Shows targets by their ordered text, such as a version. If the texts are missing or equal, shows their keys. */
function shownTargets(
  { rule: name, from, to }: AliasDecision,
  ruleSet: RuleSet,
): readonly [from: string | undefined, to: string | undefined] {
  const rule = ruleSet.rules.find((one) => one.name === name);
  const short = (key: string | null): string | undefined => {
    const text = rule === undefined || key === null ? undefined : readKey(rule, key)?.orderText;
    return text === '' ? undefined : text;
  };
  const [shortFrom, shortTo] = [short(from), short(to)];
  const isRead = (from === null || shortFrom !== undefined) && (to === null || shortTo !== undefined);
  const isClear = isRead && (from === to || shortFrom !== shortTo);
  return isClear ? [shortFrom, shortTo] : [from ?? undefined, to ?? undefined];
}

const EVENT_WORDS: readonly (readonly [event: RegExp, words: string])[] = [
  [/^ObjectCreated:(?:PutObject|PostObject|CompleteMultipartUpload)$/, 'uploaded'],
  [/^ObjectCreated:CopyObject$/, 'copied'],
  [/^ObjectCreated:AppendObject$/, 'appended to'],
  [/^ObjectCreated:PutSymlink$/, 'written as a link'],
  [/^ObjectRemoved:/, 'deleted'],
];

/** What happened, as people say it: `a/1.0.0/b uploaded`. */
export function eventWords(event: string, key: string): string {
  const words = EVENT_WORDS.find(([pattern]) => pattern.test(event))?.[1];
  return words === undefined ? `${event} ${key}`.trim() : `${key} ${words}`;
}

/** The event of a log line is a name and a key, or one word. */
function causeOf({ event, release }: AliasDecision): string {
  const [, name, key] = /^(Object\w+:\w+) (.*)$/s.exec(event) ?? [];
  const words = name === undefined || key === undefined ? event : eventWords(name, key);
  return release === undefined ? words : `release ${release}; ${words}`;
}

/** Actions of a sweep that leave an alias as it is. */
const LEFT: ReadonlySet<string> = new Set(['unchanged', 'pinned', 'protected', 'kept']);

/** Undefined if it changed nothing and found nothing wrong. */
function sweepLine(decision: SweepDecision): DecisionLine | undefined {
  const { actions, dangling, failed } = { ...decision, failed: decision.actions.failed ?? 0 };
  const news = Object.entries(actions).filter(([action, n]) => n > 0 && !LEFT.has(action));
  if (news.length === 0 && dangling === 0) return undefined;
  const isLoud = dangling + failed + (actions.refused ?? 0) + (actions.yielded ?? 0) > 0;
  const parts = [...news.map(([action, n]) => `${n} ${action}`), ...(dangling > 0 ? [`${dangling} dangling`] : [])];
  const advice = isLoud ? '; autoalias status lists what is not right' : '';
  return { isLoud, text: `${sweepWords(decision)}: ${parts.join(', ')}${advice}` };
}

/** `sweep of 27 aliases`. */
export function sweepWords({ event, aliases }: SweepDecision): string {
  return `${event} of ${count(aliases, 'alias', 'aliases')}`;
}
