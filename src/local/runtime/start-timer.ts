export interface TimerParts {
  /** Unix milliseconds, for the event. */
  readonly now: () => number;
  /** A clock in milliseconds that is never set back, for the intervals. */
  readonly steady: () => number;
  /** Calls back once after `ms` milliseconds. The returned function cancels that. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  /** Passes the event on. It must not wait for the function, because a timer invokes asynchronously. */
  readonly fire: (trigger: TimerTrigger, event: TimerEvent) => void;
}

/** Fires once every interval, first after one interval. The function it returns stops it. */
export function startTimer(trigger: TimerTrigger, parts: TimerParts): () => void {
  const interval = trigger.everySeconds * 1000;
  let cancel = (): void => {};
  // Each due time is computed from the first one, not from the last firing, so that delays do not add up.
  const schedule = (due: number): void => {
    cancel = parts.after(Math.max(0, due - parts.steady()), () => {
      parts.fire(trigger, timerEvent(trigger, parts.now()));
      // Firings that a suspended process missed are not repeated.
      const late = Math.max(0, parts.steady() - due);
      schedule(due + interval * (Math.floor(late / interval) + 1));
    });
  };
  schedule(parts.steady() + interval);
  return () => cancel();
}

/** The event of a timer trigger (Function Compute, "Timer triggers"). */
export interface TimerEvent {
  /** Time of the trigger, to the second. */
  readonly triggerTime: string;
  readonly triggerName: string;
  readonly payload: string;
}

export interface TimerTrigger {
  readonly name: string;
  readonly functionName: string;
  /** Interval in milliseconds, like that of `@every 5m`. */
  readonly everySeconds: number;
  readonly payload: string;
}

/** `now` in Unix milliseconds. */
export function timerEvent(trigger: Pick<TimerTrigger, 'name' | 'payload'>, now: number): TimerEvent {
  return {
    triggerTime: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    triggerName: trigger.name,
    payload: trigger.payload,
  };
}
