import { readFileSync } from 'node:fs';
import { AutoaliasError } from '../autoalias-error.ts';
import { parseRules } from '../rules/parse-rules.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Credentials } from '../stores/oss/credentials.ts';
import { createOssStore } from '../stores/oss/oss-client.ts';
import type { Store } from '../stores/store.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type FunctionContext, readFunctionContext } from './function-context.ts';
import { createGroupMemory } from './group-memory.ts';
import type { HandlerContext } from './handler-context.ts';
import { jsonLines, type Log } from './log.ts';
import { createOverruleBudget } from './overrule-budget.ts';

/** What a deployed function stands on; it lives as long as its instance. */
export interface Host {
  readonly environment: Environment;
  readonly log: Log;
  /** Call once at the start of each invocation: credentials come with it. */
  begin(context: unknown): Invocation;
  /** Ends its connections; the platform ends the whole instance instead. */
  close(): Promise<void>;
}

export interface Invocation {
  readonly requestId: string;
  /** Everything that a handler needs for one bucket; without a name, for the bucket of the environment. */
  context(bucket?: string): HandlerContext;
}

export interface HostOptions {
  /** The text of the deployment's own rules. */
  readonly rules: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly write?: (line: string) => void;
}

export const createHost = (options: HostOptions): Host => {
  const environment = readEnvironment(options.environment);
  const log = jsonLines(options.write ?? ((line) => process.stdout.write(line)));
  const stores = new Map<string, Store>();
  let rules: RuleSet | undefined;
  let credentials: Credentials | undefined;
  const overrules = createOverruleBudget(() => performance.now());
  const groups = createGroupMemory();

  const storeOf = (bucket: string, region: string): Store => {
    const known = stores.get(bucket);
    if (known !== undefined) return known;
    const store = createOssStore({
      bucket,
      region,
      internal: true,
      ...(environment.endpoint === undefined ? {} : { endpoint: environment.endpoint }),
      // Asked before every attempt, so an instance that lives longer than its credentials signs with the latest.
      credentials: () => credentials ?? missingCredentials(),
    });
    stores.set(bucket, store);
    return store;
  };

  return {
    environment,
    log,
    begin(given) {
      const context = readFunctionContext(given);
      credentials = context.credentials ?? environment.credentials;
      return {
        requestId: context.requestId,
        context(bucket = environment.bucket) {
          rules ??= loadRules(environment, options.rules);
          if (bucket === undefined) throw missing('OSS_BUCKET', 'the bucket whose aliases are kept');
          return {
            store: storeOf(bucket, regionOf(environment, context)),
            ruleSet: rules,
            log: (entry) => log({ requestId: context.requestId, ...entry }),
            now: Date.now,
            overrules,
            groups,
          };
        },
      };
    },
    close: async () => {
      await Promise.all([...stores.values()].map((store) => store.close()));
    },
  };
};

const loadRules = ({ rulesFile }: Environment, own: string): RuleSet => {
  if (rulesFile === undefined) return parseRules(own, 'autoalias.yaml');
  try {
    return parseRules(readFileSync(rulesFile, 'utf8'), rulesFile);
  } catch (cause) {
    if (cause instanceof AutoaliasError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AutoaliasError(
      'config-invalid',
      `the rules file ${rulesFile} cannot be read: ${why}; set AUTOALIAS_RULES to a file that exists, or to nothing`,
      { cause },
    );
  }
};

const regionOf = (environment: Environment, context: FunctionContext): string => {
  const region = environment.region ?? context.region;
  if (region === undefined) throw missing('OSS_REGION', 'the region of the bucket, like cn-hangzhou');
  return region;
};

const missing = (name: string, what: string): AutoaliasError =>
  new AutoaliasError('config-invalid', `${name} is not set: requests need it; set it to ${what}`);

const missingCredentials = (): never => {
  throw new AutoaliasError(
    'config-invalid',
    'there are no credentials: the function has no role, and ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET are not set; give the function a role',
  );
};
