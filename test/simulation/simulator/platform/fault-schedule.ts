import type { EventFault, Fault, RequestFault } from '../plan/plan.ts';

/** Decides which fault hits each request or event, in order. */
export interface FaultSchedule {
  ofRequest(isWrite: boolean): Fault<RequestFault> | undefined;
  ofEvent(): Fault<EventFault> | undefined;
}

export function createFaultSchedule(faults: readonly Fault[]): FaultSchedule {
  const next = <Kind extends string>(of: Fault['of']): (() => Fault<Kind> | undefined) => {
    // A plan contains only the kinds that belong to `of`.
    const mine = faults.filter((fault) => fault.of === of) as readonly Fault[] as readonly Fault<Kind>[];
    const byNumber = new Map(mine.map((fault) => [fault.at, fault]));
    let number = 0;
    return () => byNumber.get(number++);
  };
  const requests = next<RequestFault>('requests');
  const writes = next<RequestFault>('writes');
  return {
    ofRequest: (isWrite) => {
      const fault = requests();
      return (isWrite ? writes() : undefined) ?? fault;
    },
    ofEvent: next<EventFault>('events'),
  };
}
