import type { Decision } from './decision.ts';

/** The decisions of invocations that run, by request id. */
export interface DecisionBook {
  /** Starts to collect for an invocation. */
  open(requestId: string): void;
  /** Dropped for an invocation that is not open: nothing would ever take it. */
  add(decision: Decision): void;
  /** What was collected; collects nothing more. */
  take(requestId: string): readonly Decision[];
}

/** Decisions kept of one invocation. A sweep may make a million. */
const KEPT = 20;

export function createDecisionBook(): DecisionBook {
  const open = new Map<string, Decision[]>();
  return {
    open: (requestId) => {
      // An event that is delivered twice may run twice at once.
      if (!open.has(requestId)) open.set(requestId, []);
    },
    add: (decision) => {
      const list = open.get(decision.requestId);
      if (list !== undefined && list.length < KEPT) list.push(decision);
    },
    take: (requestId) => {
      const list = open.get(requestId) ?? [];
      open.delete(requestId);
      return list;
    },
  };
}
