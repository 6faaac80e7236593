import { type TimerEvent, type TimerTrigger, timerEvent } from './timer-trigger.ts';

export interface TimerParts {
  /** Unix milliseconds, for the event. */
  readonly now: () => number;
  /** Milliseconds that are never set back, for the intervals. */
  readonly steady: () => number;
  /** Calls back once after so many milliseconds, unless the function it returns was called before. */
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  /** Hands the event on; a timer calls asynchronously, so that this must not wait for the function. */
  readonly fire: (trigger: TimerTrigger, event: TimerEvent) => void;
}

/** Fires once every interval, first after one interval. The function it returns stops it. */
export const startTimer = (trigger: TimerTrigger, parts: TimerParts): (() => void) => {
  const interval = trigger.everySeconds * 1000;
  let cancel = (): void => {};
  // Each due time follows from the first and not from the last firing, so that delays do not add up.
  const schedule = (due: number): void => {
    cancel = parts.after(Math.max(0, due - parts.steady()), () => {
      parts.fire(trigger, timerEvent(trigger, parts.now()));
      // A process that was stopped has missed some: they are not made up for.
      const late = Math.max(0, parts.steady() - due);
      schedule(due + interval * (Math.floor(late / interval) + 1));
    });
  };
  schedule(parts.steady() + interval);
  return () => cancel();
};
