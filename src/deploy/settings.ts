import * as z from 'zod';

/** How object events reach the functions. */
export const EVENT_PATHS = ['native', 'eventbridge', 'smq'] as const;
export type EventPath = (typeof EVENT_PATHS)[number];

/** How the HTTP trigger authenticates callers, before the function compares the token. */
export const HTTP_AUTH = ['anonymous', 'function', 'jwt'] as const;
export type HttpAuth = (typeof HTTP_AUTH)[number];

/** A public key in the form of a JWK. Function Compute requires these fields, except `kid`. */
export const publicKeySchema = z.object({
  kty: z.string(),
  n: z.string(),
  e: z.string(),
  alg: z.string(),
  use: z.string(),
  kid: z.string().optional(),
});
export type PublicKey = Readonly<z.infer<typeof publicKeySchema>>;

/** What an operator decides about a deployment. What is undefined becomes a parameter of the printed template. */
export interface DeploymentSettings {
  /** The first part of every name. */
  readonly name: string;
  readonly bucket?: string | undefined;
  readonly region?: string | undefined;
  /** The id of the Alibaba Cloud account. */
  readonly account?: string | undefined;
  readonly events: EventPath;
  readonly http: {
    readonly auth: HttpAuth;
    /** The keys of the callers. Only for `jwt`. */
    readonly keys?: readonly PublicKey[] | undefined;
    /** Whether the address can be reached from the internet. */
    readonly internet: boolean;
    /** The most concurrent calls. */
    readonly concurrency: number;
    /** The list of AUTOALIAS_TOKENS, as JSON. */
    readonly tokens?: string | undefined;
    /** The list of AUTOALIAS_OIDC, as JSON. */
    readonly oidc?: string | undefined;
  };
  /** The URL of an OpenTelemetry receiver, without `/v1/logs`. */
  readonly otlpEndpoint?: string | undefined;
  /** The most object events that are handled at the same time. */
  readonly eventConcurrency: number;
  /** The most tasks that share a sweep at the same time. 0: each sweep is one invocation. */
  readonly sweepTasks: number;
  /** When to sweep: a cron expression of six fields, in UTC. */
  readonly schedule: string;
  /** An existing project of Simple Log Service. If undefined, the deployment creates one. */
  readonly logProject?: string | undefined;
  readonly logstore: string;
  /** For how many days logs are kept in a logstore that the deployment creates. */
  readonly logDays: number;
  /** A contact group of CloudMonitor. Without it, no metric alarms are created. */
  readonly alarmContacts?: string | undefined;
  /** The id of an action policy of Simple Log Service, which notifies people of log alarms. */
  readonly alarmActions?: string | undefined;
}

/** The settings that a deployment has if an operator decides nothing. */
export const DEFAULT_SETTINGS: DeploymentSettings = {
  name: 'autoalias',
  events: 'native',
  http: { auth: 'anonymous', internet: true, concurrency: 10 },
  eventConcurrency: 20,
  sweepTasks: 0,
  schedule: '0 */5 * * * *',
  logstore: 'functions',
  logDays: 30,
};

/** A first part of names. The name of a log project, which ends with region and account, has at most 63 characters. */
export const NAME_PATTERN = /^[a-z][a-z0-9-]{0,23}$/;

/** One field of a cron expression: numbers, ranges, lists and steps. */
const CRON_FIELD = /^(?:\*|\d{1,2}(?:-\d{1,2})?)(?:\/\d{1,2})?(?:,\d{1,2}(?:-\d{1,2})?)*$/;

/** Whether a text is a schedule of a timer trigger: six fields, second to weekday, or `@every 5m` (Function Compute, page "Timer triggers"). */
export function isSchedule(text: string): boolean {
  if (/^@every \d+[smh]$/.test(text)) return true;
  const fields = text.replace(/^CRON_TZ=\S+ /, '').split(' ');
  return fields.length === 6 && fields.every((field) => CRON_FIELD.test(field));
}
