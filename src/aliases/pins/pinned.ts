import type { SymlinkFound } from '../../stores/store-response.ts';
import { readRecord } from '../model/alias-record.ts';
import { isUnpin } from '../model/cause.ts';
import type { Outcome } from '../model/outcome.ts';
import { isPinActive, type Pin, pinText } from '../model/pin.ts';
import { ask, type Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';

/** The pin in the record of a link. Undefined if it has ended, or if the task unpins the alias. */
export function activePin({ cause, now }: AliasTask, link: SymlinkFound): Pin | undefined {
  const pin = readRecord(link)?.pin;
  return !isUnpin(cause) && isPinActive(pin, now) ? pin : undefined;
}

/** The outcome for a pinned alias: it stays, and is reported as dangling if its target is gone. */
export function pinnedOutcome({ target }: SymlinkFound, pin: Pin, isGone: boolean): Outcome {
  return {
    action: 'pinned',
    from: target,
    to: target,
    ...(isGone
      ? { why: `${pinText(pin)}; its target is gone, so readers get an error until it is unpinned`, dangling: true }
      : { why: pinText(pin) }),
  };
}

/** Whether the cause of a task may move its alias. Only a command that names a protected alias moves it. */
export function isMoveAllowed({ template, cause, alias }: Pick<AliasTask, 'template' | 'cause' | 'alias'>): boolean {
  return !template.protected || cause.kind === 'by-hand' || (cause.kind === 'apply' && cause.key === alias);
}

/** The outcome for a protected alias that the cause must not move. */
export const PROTECTED: Outcome = {
  action: 'protected',
  from: null,
  to: null,
  why: 'it is protected: only a person moves it, who names it (autoalias apply, pin or rollback)',
};

/** Leaves a protected alias as it is, and reports it as dangling if its target is gone. */
export function* checkProtected({ alias }: Pick<AliasTask, 'alias'>): Protocol<Outcome> {
  const link = yield* ask({ operation: 'GetSymlink', key: alias });
  if (link.found !== 'symlink') return PROTECTED;
  const to = link.target;
  const target = yield* ask({ operation: 'HeadObject', key: to });
  if (target.found === 'object') return { ...PROTECTED, from: to, to };
  const why = `its target is gone, so readers get an error; ${PROTECTED.why}`;
  return { ...PROTECTED, from: to, to, why, dangling: true };
}
