import { type TimerEvent, type TimerTrigger, timerEvent } from './timer-trigger.ts';

export interface TimerParts {
  /** Unix milliseconds. */
  readonly now: () => number;
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
    cancel = parts.after(Math.max(0, due - parts.now()), () => {
      const now = parts.now();
      parts.fire(trigger, timerEvent(trigger, now));
      // A machine that slept has missed some: they are not made up for.
      schedule(due + interval * (Math.floor(Math.max(0, now - due) / interval) + 1));
    });
  };
  schedule(parts.now() + interval);
  return () => cancel();
};
