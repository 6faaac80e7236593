import type { AliasReport } from '../../../src/handlers/alias-report.ts';
import { readEnvironment } from '../../../src/handlers/environment.ts';
import { readFunctionContext } from '../../../src/handlers/function-context.ts';
import { createGroupMemory } from '../../../src/handlers/group-memory.ts';
import type { Host } from '../../../src/handlers/host.ts';
import type { LogEntry } from '../../../src/handlers/log.ts';
import { createOverruleBudget } from '../../../src/handlers/overrule-budget.ts';
import type { Client } from './client.ts';
import type { RulesVersion } from './rules-version.ts';
import type { Run } from './run.ts';
import type { Simulation } from './simulation.ts';
import { violation } from './violation.ts';

/** An instance of the deployed functions: one run at a time, with the rules that it was deployed with. */
export interface Instance {
  readonly rules: RulesVersion;
  /** The host to hand to a function for this run. */
  hostFor(run: Run): Host;
}

/** As `createHost` makes it, on the simulator's client in the place of one with sockets. */
export const createInstance = (simulation: Simulation, client: Client): Instance => {
  const { rules, loop } = simulation;
  const overrules = createOverruleBudget(loop.now);
  const groups = createGroupMemory();
  return {
    rules,
    hostFor: (run) => {
      const log = (entry: LogEntry): void => {
        if (isReport(entry)) run.reports.push(entry);
      };
      return {
        environment: simulation.environment,
        log,
        begin: (given) => {
          const { requestId, credentials } = readFunctionContext(given);
          if (credentials === undefined) throw violation(`${run.delivery.name} has no credentials`);
          return {
            requestId,
            context: (bucket = simulation.environment.bucket) => {
              if (bucket !== simulation.store.bucket) throw violation(`${run.delivery.name} is about ${bucket}`);
              return { store: client.storeFor(run), ruleSet: rules.ruleSet, log, now: loop.now, overrules, groups };
            },
          };
        },
        close: async () => {},
      };
    },
  };
};

/** What Function Compute hands to a handler beside the event. */
export const functionContext = (requestId: string): unknown => ({
  requestId,
  region: 'cn-hangzhou',
  credentials: { accessKeyId: 'STS.id', accessKeySecret: 'secret', securityToken: 'token' },
});

export const functionEnvironment = (bucket: string): Host['environment'] =>
  readEnvironment({ OSS_REGION: 'cn-hangzhou', OSS_BUCKET: bucket });

/** The one line about an alias says all that its report does. */
const isReport = (entry: LogEntry): entry is LogEntry & AliasReport =>
  typeof entry.alias === 'string' && typeof entry.requests === 'number';
