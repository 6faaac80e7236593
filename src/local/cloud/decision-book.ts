import type { Decision } from './decision.ts';

/** Collects the decisions of running invocations by request id. */
export interface DecisionBook {
  /** Starts collecting for an invocation. */
  open(requestId: string): void;
  /** Ignores decisions of an invocation that is not open, because nothing would ever take them. */
  add(decision: Decision): void;
  /** Returns the decisions of an invocation and stops collecting for it. */
  take(requestId: string): readonly Decision[];
}

/** Most decisions kept per invocation. A sweep can make a million. */
const KEPT = 20;

export function createDecisionBook(): DecisionBook {
  const open = new Map<string, Decision[]>();
  return {
    open: (requestId) => {
      // An event that is delivered twice can run twice at the same time.
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
