import { AutoaliasError } from '../../autoalias-error.ts';
import { defined } from '../../defined.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import { allPrefixes } from '../../rules/match/covering-prefixes.ts';
import { checkStatePrefix } from '../../state-key.ts';
import type { Store } from '../../stores/store.ts';
import type { Fetch } from '../http/oidc/fetch-document.ts';
import { createDecisionExport, type DecisionExport, type OtlpExport } from '../observe/export-decisions.ts';
import { createFactMemory } from '../walk/fact-store.ts';
import { createOverruleBudget, type OverruleBudget } from '../work/overrule-budget.ts';
import { startTimeLimit } from '../work/time-limit.ts';
import type { DeploymentRules } from './deployment-rules.ts';
import { type Environment, readEnvironment } from './environment.ts';
import type { FunctionContext } from './function-context.ts';
import { createGroupMemory } from './group-memory.ts';
import type { HandlerContext } from './handler-context.ts';
import { jsonLines, type Log } from './log.ts';
import { FUNCTION_COMPUTE } from './platforms/function-compute.ts';
import type { Platform } from './platforms/platform.ts';
import { loadRules, type OwnRules } from './rules/load-rules.ts';

/** The state of a function instance. It is kept between invocations. */
export interface Host {
  readonly environment: Environment;
  readonly log: Log;
  /** Asks the issuers of OIDC tokens for their keys. */
  readonly fetch: Fetch;
  /**
   * The rules for all invocations of this instance. Must be called after `begin`, which loads them. Throws an AutoaliasError
   * if they cannot be used.
   */
  rules(): DeploymentRules;
  /** Must be called once at the start of each invocation, because the context or the event contains new credentials. */
  begin(context: unknown, event?: unknown): Promise<Invocation>;
  /** Must be called at the end of each invocation. Exports the decisions if OTEL_EXPORTER_OTLP_ENDPOINT is set. */
  flush(): Promise<void>;
  /** Closes all connections. In production this is not needed, because the platform ends the whole instance. */
  close(): Promise<void>;
}

/** One invocation of a function. */
export interface Invocation {
  readonly requestId: string;
  /** Whether most of the time limit of the invocation is used up. The rest is for what has begun. */
  isTimeUp(): boolean;
  /** The buckets of the variable, such as `OSS_BUCKET`. Throws AutoaliasError `config-invalid` if the variable is empty. */
  buckets(): readonly [string, ...string[]];
  /** Whether the variable names the bucket. If it does not, logs the bucket once per instance. */
  serves(bucket: string): boolean;
  /**
   * The dependencies of the handlers for one bucket, by default the first one. Throws AutoaliasError `config-invalid`
   * for a bucket that is not served.
   */
  context(bucket?: string): HandlerContext;
}

/** The configuration of a host. `AUTOALIAS_RULES` overrides its rules. */
export interface HostOptions extends OwnRules {
  /** The module that exports to OpenTelemetry. It is loaded if OTEL_EXPORTER_OTLP_ENDPOINT is set. Default: no export. */
  readonly otlpFile?: URL;
  /** The service that runs the function. Default: Function Compute. */
  readonly platform?: Platform;
  /** Opens the store of the platform. */
  readonly openStore: OpenStore;
  /** The environment variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Writes a log line. By default, to standard output. */
  readonly write?: (line: string) => void;
  /** Asks the issuers of OIDC tokens for their keys. By default, `fetch` of Node. */
  readonly fetch?: Fetch;
}

/** Opens a bucket with the settings of a function. `variables` are its environment variables. */
export type OpenStore = (
  options: StoreOptions,
  environment: Environment,
  variables: Readonly<Record<string, string | undefined>>,
) => Store;

/** The rules, or why they cannot be used: an invocation that does not use them must not fail. */
type LoadedRules = DeploymentRules | { readonly error: unknown };

/** The dependencies of a host. Tests replace them. */
interface HostParts {
  /** Default: Function Compute. */
  readonly platform?: Platform | undefined;
  readonly environment: Environment;
  readonly log: Log;
  /** Gets all log lines too. Default: none are exported. */
  readonly exported?: DecisionExport | undefined;
  /** Called at the start of an invocation, until the rules are loaded. */
  readonly loadRules: () => Promise<DeploymentRules>;
  readonly openStore: (options: StoreOptions) => Store;
  /** Default: `fetch` of Node. */
  readonly fetch?: Fetch | undefined;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** The milliseconds of a monotonic clock. */
  readonly elapsed: () => number;
}

/** The options with which a host opens a store. */
export interface StoreOptions {
  readonly bucket: string;
  readonly region: string;
  /** Must be called before each attempt, because credentials expire before the instance ends. */
  readonly credentials: () => Credentials;
}

/** Creates the host of a deployed function. */
export function createHost(options: HostOptions): Host {
  const { platform } = options;
  const environment = readEnvironment(options.environment, platform);
  const log = jsonLines(options.write ?? ((line) => process.stdout.write(line)));
  return createHostOf({
    platform,
    environment,
    log,
    exported: exportOf(options, environment, log),
    loadRules: () => loadRules(environment, options),
    openStore: (store) => options.openStore(store, environment, options.environment),
    fetch: options.fetch,
    now: Date.now,
    elapsed: () => performance.now(),
  });
}

/** Creates a host from its dependencies. */
export function createHostOf(parts: HostParts): Host {
  const { environment, exported, platform = FUNCTION_COMPUTE } = parts;
  const names = platform.variables;
  const log: Log = (entry) => {
    parts.log(entry);
    exported?.log(entry);
  };
  const stores = new Map<string, Store>();
  /** One budget for each bucket, because aliases of two buckets can have the same key. */
  const overrules = new Map<string, OverruleBudget>();
  const groups = createGroupMemory();
  const { statePrefix: prefix } = environment;
  const facts = prefix === undefined ? undefined : { prefix, memory: createFactMemory() };
  const unserved = new Set<string>();
  let loaded: LoadedRules | undefined;
  let credentials: Credentials | undefined;

  const storeOf = (bucket: string, region: string): Store => {
    const name = `${region} ${bucket}`;
    const known = stores.get(name);
    if (known !== undefined) return known;
    const store = parts.openStore({ bucket, region, credentials: () => credentials ?? missingCredentials(platform) });
    stores.set(name, store);
    return store;
  };

  const overrulesOf = (bucket: string): OverruleBudget => {
    const budget = overrules.get(bucket) ?? createOverruleBudget(parts.elapsed);
    overrules.set(bucket, budget);
    return budget;
  };

  const buckets = (): readonly [string, ...string[]] => {
    const [first, ...more] = environment.buckets;
    if (first === undefined)
      throw missing(names.bucket, 'the bucket with the aliases, or several buckets separated by commas');
    return [first, ...more];
  };

  const logUnserved = (bucket: string, requestId: string): void => {
    // An event can contain any bucket name, so only a limited number is remembered.
    if (unserved.has(bucket) || unserved.size >= MOST_UNSERVED) return;
    unserved.add(bucket);
    const served = buckets().join(', ');
    const why = `${names.bucket} does not name this bucket; only ${served} ${buckets().length === 1 ? 'is' : 'are'} served. Further events of it are skipped without a log line`;
    log({ requestId, level: 'warn', bucket, action: 'skipped', why });
  };

  const load = async (): Promise<LoadedRules> => {
    try {
      const read = await parts.loadRules();
      if (prefix !== undefined) checkStatePrefix(prefix, allPrefixes(read.ruleSet));
      return read;
    } catch (error) {
      return { error };
    }
  };

  const rules = (): DeploymentRules => {
    if (loaded === undefined) throw new Error('the rules of a host are read before its first invocation');
    if ('error' in loaded) throw loaded.error;
    return loaded;
  };

  const begin = async (rawContext: unknown, event?: unknown): Promise<Invocation> => {
    const context = platform.readContext(rawContext);
    const { requestId } = context;
    const isTimeUp = startTimeLimit(parts.elapsed, context.timeout);
    credentials = platform.credentialsOf({
      environment: environment.credentials,
      context: context.credentials,
      event,
      now: parts.now(),
    });
    if (loaded === undefined || 'error' in loaded) loaded = await load();
    const serves = (bucket: string): boolean => {
      if (buckets().includes(bucket)) return true;
      logUnserved(bucket, requestId);
      return false;
    };
    return {
      requestId,
      isTimeUp,
      buckets,
      serves,
      context(bucket = buckets()[0]) {
        const { ruleSet } = rules();
        if (!buckets().includes(bucket)) throw notServed(names.bucket, bucket, buckets());
        return {
          store: storeOf(bucket, regionOf(platform, environment, context)),
          ruleSet,
          log: (entry) => log({ requestId, ...entry }),
          now: parts.now,
          overrules: overrulesOf(bucket),
          groups,
          ...defined({ facts }),
        };
      },
    };
  };
  const close = async (): Promise<void> => void (await Promise.all([...stores.values()].map((store) => store.close())));
  const flush = async (): Promise<void> => exported?.flush();
  return { environment, log, fetch: parts.fetch ?? fetch, rules, begin, flush, close };
}

/** Waits for an invocation, and then exports its decisions, even if it failed. */
export async function flushed<T>(host: Pick<Host, 'flush'>, invocation: Promise<T>): Promise<T> {
  try {
    return await invocation;
  } finally {
    await host.flush();
  }
}

/** OpenTelemetry is a file of its own, because most deployments do not use it. */
function exportOf({ otlpFile }: HostOptions, { otlpEndpoint }: Environment, log: Log): DecisionExport | undefined {
  if (otlpFile === undefined || otlpEndpoint === undefined) return undefined;
  const load = async (timeout: number): Promise<OtlpExport> => {
    const { createOtlpExport } = (await import(otlpFile.href)) as OtlpModule;
    return createOtlpExport(timeout);
  };
  return createDecisionExport({ load, log, now: Date.now });
}

interface OtlpModule {
  readonly createOtlpExport: (timeout: number) => OtlpExport;
}

/** The maximum number of unserved buckets that an instance logs. */
const MOST_UNSERVED = 100;

function regionOf({ variables, regionExample }: Platform, environment: Environment, context: FunctionContext): string {
  const region = environment.region ?? context.region;
  if (region === undefined) throw missing(variables.region, `the region of the bucket, like ${regionExample}`);
  return region;
}

function missing(name: string, what: string): AutoaliasError {
  return new AutoaliasError('config-invalid', `${name} is not set: requests need it; set it to ${what}`);
}

function notServed(variable: string, bucket: string, served: readonly string[]): AutoaliasError {
  return new AutoaliasError(
    'config-invalid',
    `bucket ${bucket} is not served: ${variable} names ${served.join(', ')}; add it there, separated by a comma`,
  );
}

function missingCredentials({ missingCredentials: why }: Platform): never {
  throw new AutoaliasError('config-invalid', why);
}
