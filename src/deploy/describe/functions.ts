import type { RuleSet } from '../../rules/rule-set.ts';
import type { DeployedFunction, FunctionName, Role } from '../deployment.ts';
import { FUNCTION_NAMES } from '../deployment.ts';
import type { DeploymentSettings } from '../settings.ts';
import { text, variable } from '../text.ts';
import { rightsOf } from './rights.ts';

type Shape = Pick<DeployedFunction, 'description' | 'cpu' | 'memory' | 'timeout' | 'delivery'>;

/** What each function does, and its size on Function Compute. */
export const FUNCTION_SHAPES: Readonly<Record<FunctionName, Shape>> = {
  'object-events': {
    description: 'Brings the aliases of a changed object up to date',
    cpu: 0.25,
    memory: 256,
    timeout: {
      value: 60,
      why: 'An event takes a few requests to OSS in the same region. The rest is time for retries and their pauses.',
    },
    delivery: {
      retries: 8,
      maximumAge: 86_400,
      why: 'Eight retries are the maximum of the platform. Repeated and late calls are harmless. Throttled calls do not count as attempts: they wait for up to a day.',
    },
  },
  sweep: {
    description: 'Compares every alias with the bucket and repairs it',
    cpu: 0.5,
    memory: 512,
    timeout: {
      value: 900,
      why: 'Enough to list millions of objects. Overlapping sweeps are harmless, because each only rewrites wrong aliases.',
    },
    delivery: {
      retries: 1,
      maximumAge: 300,
      why: 'The next sweep does the work of a failed one, so old calls are dropped.',
    },
  },
  http: {
    description: 'The HTTP API of autoalias',
    cpu: 0.5,
    memory: 512,
    timeout: { value: 900, why: 'POST /v1/sweep runs within the call.' },
    delivery: undefined,
  },
};

const TASK_DELIVERY: DeployedFunction['delivery'] = {
  retries: 1,
  maximumAge: 3600,
  hasTasks: true,
  why: 'The tasks of a divided sweep have ids, so none runs twice. A task can have to wait until others end. The timer starts failed tasks again.',
};

/** The functions, each with a role of its own. */
export function deployedFunctions(
  ruleSet: RuleSet,
  settings: DeploymentSettings,
): { readonly functions: readonly DeployedFunction[]; readonly widened: readonly FunctionName[] } {
  const rights = FUNCTION_NAMES.map((id) => ({ id, ...rightsOf(id, ruleSet, settings) }));
  const concurrency = {
    'object-events': {
      value: settings.eventConcurrency,
      why: 'Events above the limit wait for up to a day. It is reserved from the limit of the region.',
    },
    sweep:
      settings.sweepTasks === 0
        ? { value: 2, why: 'A second sweep can start while one is running, but not a third.' }
        : {
            value: settings.sweepTasks + 2,
            why: 'The tasks of a divided sweep (AUTOALIAS_SWEEP_TASKS), the timer, and the report of a sweep.',
          },
    http: {
      value: settings.http.concurrency,
      why: 'Anyone who knows the address can start instances, even without the token. This limits what that costs.',
    },
  };
  const functions = rights.map(
    ({ id, statements }): DeployedFunction => ({
      id,
      name: text`${variable('name')}-${id}`,
      handler: `${id}.handler`,
      ...FUNCTION_SHAPES[id],
      ...(id === 'sweep' && settings.sweepTasks > 0 ? { delivery: TASK_DELIVERY } : {}),
      environment: {
        OSS_REGION: variable('region'),
        OSS_BUCKET: variable('bucket'),
        ...(id === 'http' ? { AUTOALIAS_TOKEN: variable('token') } : {}),
        ...(id === 'sweep' && settings.sweepTasks > 0 ? { AUTOALIAS_SWEEP_TASKS: [String(settings.sweepTasks)] } : {}),
      },
      optionalEnvironment: {
        ...(id === 'http' ? ({ AUTOALIAS_TOKENS: 'tokens', AUTOALIAS_OIDC: 'oidc' } as const) : {}),
        OTEL_EXPORTER_OTLP_ENDPOINT: 'otlpEndpoint',
        OTEL_EXPORTER_OTLP_HEADERS: 'otlpHeaders',
      },
      role: {
        id,
        name: text`${variable('name')}-${id}-${variable('region')}`,
        description: `Rights of the function ${id} of autoalias`,
        service: 'fc.aliyuncs.com',
        statements,
      },
      concurrency: concurrency[id],
    }),
  );
  return { functions, widened: rights.flatMap(({ id, isWidened }) => (isWidened ? [id] : [])) };
}

/** The role with which OSS calls the function of object events. */
export const TRIGGER_ROLE: Role = {
  id: 'trigger',
  name: text`${variable('name')}-trigger-${variable('region')}`,
  description: 'Lets OSS deliver events to autoalias',
  service: 'oss.aliyuncs.com',
  statements: [
    {
      effect: 'Allow',
      actions: ['fc:InvokeFunction'],
      resources: [
        text`acs:fc:${variable('region')}:${variable('account')}:functions/${variable('name')}-object-events`,
        text`acs:fc:${variable('region')}:${variable('account')}:functions/${variable('name')}-object-events/*`,
      ],
      why: 'The function without and with the qualifier that OSS appends. A * right after the name would match other functions.',
    },
  ],
};
