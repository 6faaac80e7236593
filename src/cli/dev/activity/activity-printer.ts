import type { AliasDecision, Decision } from '../../../local/cloud/decision.ts';
import { CFC_HTTP_FUNCTION, isCfcFunction } from '../../../local/cloud/functions/cfc-functions.ts';
import type { Delivery } from '../../../local/queue/invocation.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';
import { decisionLine, eventWords, sweepWords } from './decision-line.ts';

export interface ActivityParts {
  /** The rules in force. */
  readonly ruleSet: () => RuleSet;
  readonly say: (line: string) => void;
  /** Prints what needs attention. */
  readonly warn: (line: string) => void;
  /** False: only warnings are printed. */
  readonly isShown: () => boolean;
}

/** Prints what the functions decide, as it happens. */
export interface ActivityPrinter {
  decided(decision: Decision): void;
  delivered(delivery: Delivery): void;
}

/** How many moves of one sweep get a line each. The last line of the sweep counts all of them. */
const MOVES_SHOWN = 10;

export function createActivityPrinter({ ruleSet, say, warn, isShown }: ActivityParts): ActivityPrinter {
  let sweep = { requestId: '', moves: 0 };

  /** Whether a line of a sweep is printed. Each sweep finds refused aliases again, and can move thousands. */
  const isPrintedOfSweep = ({ action, requestId }: AliasDecision): boolean => {
    if (action !== 'pointed' && action !== 'removed') return false;
    if (sweep.requestId !== requestId) sweep = { requestId, moves: 0 };
    sweep.moves += 1;
    return sweep.moves <= MOVES_SHOWN;
  };

  return {
    decided: (decision) => {
      if (decision.kind === 'alias') {
        if (isOfSweep(decision) && !isPrintedOfSweep(decision)) return;
        // The line of the delivery reports it.
        if (decision.action === 'failed' && isDelivered(decision)) return;
      }
      const line = decisionLine(decision, ruleSet());
      const text = ofStore(decision, line?.text ?? '');
      if (line?.isLoud) warn(text);
      else if (line !== undefined && isShown()) say(text);
    },
    delivered: (delivery) => {
      if (delivery.outcome !== 'succeeded') return warn(deliveryLine(delivery));
      if (!isShown()) return;
      if (delivery.attempt > 1) say(deliveryLine(delivery));
      const line = quietLine(delivery, ruleSet());
      if (line !== undefined) say(ofStore(delivery, line));
    },
  };
}

function isOfSweep({ event }: AliasDecision): boolean {
  return event.startsWith('sweep');
}

/** Both stores can have the same bucket and keys, so the lines about BOS say so. */
function ofStore({ functionName }: Pick<Delivery, 'functionName'>, text: string): string {
  return isCfcFunction(functionName) ? `BOS: ${text}` : text;
}

/** Events call all functions except those of HTTP, and each attempt is a delivery. */
function isDelivered({ functionName }: Decision): boolean {
  return functionName !== 'http' && functionName !== CFC_HTTP_FUNCTION;
}

/** Why a delivery without a printed decision changed nothing. */
function quietLine(delivery: Delivery, ruleSet: RuleSet): string | undefined {
  const { decisions = [], eventName, key, trigger, mergedEvents = 1 } = delivery;
  if (decisions.some((decision) => decisionLine(decision, ruleSet) !== undefined)) return undefined;
  const [first] = decisions;
  if (first?.kind === 'sweep') {
    return trigger === 'rules-changed' ? `${sweepWords(first)}: all are as the rules say` : undefined;
  }
  const others = mergedEvents > 1 ? ` (with ${count(mergedEvents - 1, 'other event')})` : '';
  const what = `${eventWords(eventName, key)}${others}`;
  const stays = decisions.filter((decision) => decision.kind === 'alias');
  const whys = [...new Set(stays.map(({ why }) => why))];
  if (stays.length > 0) {
    const words = stays.length === 1 ? '1 alias stays as it is' : `${stays.length} aliases stay as they are`;
    return escapeForTerminal(`${what}: ${words}${whys.length === 1 ? ` (${whys[0]})` : ''}`);
  }
  return first?.kind === 'note' ? escapeForTerminal(`${what}: ${first.why}`) : undefined;
}

function deliveryLine(delivery: Delivery): string {
  const { functionName, eventName, key, outcome, attempt, error, milliseconds } = delivery;
  const what = [
    `${eventName} ${key}`.trim(),
    `-> ${functionName}`,
    attempt === 1 ? outcome : `${outcome} (try ${attempt})`,
    `in ${milliseconds} ms`,
    ...(error === undefined ? [] : [`(${error})`]),
  ];
  return escapeForTerminal(what.join(' '));
}
