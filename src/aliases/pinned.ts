import type { SymlinkFound } from '../stores/store-response.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { isUnpin } from './cause.ts';
import type { Outcome } from './outcome.ts';
import { holds, type Pin, pinText } from './pin.ts';

/** The pin that holds a link where it is; undefined where it has ended, or a person lifts it. */
export function pinOf({ cause, now }: AliasTask, link: SymlinkFound): Pin | undefined {
  const pin = readRecord(link)?.pin;
  return !isUnpin(cause) && holds(pin, now) ? pin : undefined;
}

/** What becomes of a pinned alias: nothing, loudly where that is no good. */
export function pinned({ target }: SymlinkFound, pin: Pin, isGone: boolean): Outcome {
  return {
    action: 'pinned',
    from: target,
    to: target,
    ...(isGone
      ? { why: `${pinText(pin)}; its target is gone, so readers get an error until it is unpinned`, dangling: true }
      : { why: pinText(pin) }),
  };
}
