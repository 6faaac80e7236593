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
  /** As `@every 5m` would. */
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
