import { readEnvironment } from '../../../../src/handlers/function/environment.ts';
import { createHostOf, type Host } from '../../../../src/handlers/function/host.ts';
import type { LogEntry } from '../../../../src/handlers/function/log.ts';
import type { AliasReport } from '../../../../src/handlers/look/alias-report.ts';
import type { Credentials } from '../../../../src/oss-wire/credentials.ts';
import { violation } from '../check/violation.ts';
import { withStateObjects } from '../facts/state-objects.ts';
import type { Plan } from '../plan/plan.ts';
import type { RulesVersion } from '../plan/rules-version.ts';
import type { Run } from '../run.ts';
import type { Simulation } from '../simulation.ts';
import type { Client } from './client.ts';

/** An instance of the deployed functions: one run at a time, with the rules of its deployment. */
export interface Instance {
  readonly rules: RulesVersion;
  /** The host for this run of a function. */
  hostFor(run: Run): Host;
}

/** The shipped host, on the simulator's client instead of one with sockets. It lives as long as the instance. */
export function createInstance(simulation: Simulation, client: Client): Instance {
  const { rules, loop, environment } = simulation;
  let current: Run | undefined;
  const runNow = (): Run => {
    if (current === undefined) throw violation('an instance works without a delivery');
    return current;
  };
  const host = createHostOf({
    environment,
    log: (entry) => {
      if (isReport(entry)) runNow().reports.push(entry);
    },
    loadRules: async () => ({ ruleSet: rules.ruleSet, text: '', source: 'simulated', digest: '' }),
    openStore: ({ bucket, credentials }) => {
      if (bucket !== simulation.store.bucket) throw violation(`${runNow().delivery.name} opens bucket ${bucket}`);
      return withStateObjects(simulation, client.openStore(runNow, credentials));
    },
    now: loop.now,
    elapsed: loop.now,
  });
  return {
    rules,
    hostFor: (run) => {
      current = run;
      return host;
    },
  };
}

/** The context that Function Compute passes to a handler. */
export function functionContext(requestId: string, credentials: Credentials): unknown {
  return {
    requestId,
    region: 'cn-hangzhou',
    credentials,
  };
}

export function functionEnvironment(bucket: string, { facts }: Pick<Plan, 'facts'> = {}): Host['environment'] {
  const state = facts === true ? {} : { AUTOALIAS_STATE: 'off' };
  return readEnvironment({ OSS_REGION: 'cn-hangzhou', OSS_BUCKET: bucket, ...state });
}

/** Returns true for a log line about an alias, which has the same fields as its report. */
function isReport(entry: LogEntry): entry is LogEntry & AliasReport {
  return typeof entry.alias === 'string' && typeof entry.requests === 'number';
}
