import { messageOf } from '../../error-text.ts';
import { checkClock, checkVersioning } from './check-bucket.ts';
import { checkLogs, checkQueue, checkSweep } from './check-delivery.ts';
import { checkFunctions, checkRules } from './check-functions.ts';
import { checkRights } from './check-rights.ts';
import { checkTriggers } from './check-triggers.ts';
import type { DoctorContext } from './doctor-context.ts';
import { CHECKS, type CheckName, type Outcome, unknown, type Verdict } from './verdict.ts';

const RUN: Readonly<Record<CheckName, (context: DoctorContext) => Promise<readonly Outcome[]>>> = {
  clock: checkClock,
  versioning: checkVersioning,
  functions: checkFunctions,
  rules: checkRules,
  triggers: checkTriggers,
  rights: checkRights,
  queue: checkQueue,
  logs: checkLogs,
  sweep: checkSweep,
};

/** Makes each check in order. One that cannot be made, for example without the right to read, is `unknown`. */
export async function* runChecks(context: DoctorContext, skipped: ReadonlySet<CheckName>): AsyncGenerator<Verdict> {
  for (const check of CHECKS) {
    if (skipped.has(check)) continue;
    const outcomes = await RUN[check](context).catch((error: unknown) => [unknown(messageOf(error))]);
    for (const outcome of outcomes) yield { check, ...outcome };
  }
}
