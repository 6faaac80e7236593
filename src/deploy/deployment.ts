import type { DeploymentSettings } from './settings.ts';
import type { Text, Variable } from './text.ts';

/** A deployment of the functions, as one value. The printers turn it into text; they do not know the rules. */
export interface Deployment {
  readonly settings: DeploymentSettings;
  readonly functions: readonly DeployedFunction[];
  readonly triggers: readonly Trigger[];
  /** Sends object events to a queue. Only for events by SMQ. */
  readonly eventRule: EventRule | undefined;
  readonly queues: readonly Queue[];
  /** The role with which OSS calls the function. Undefined if no trigger needs it. */
  readonly triggerRole: Role | undefined;
  readonly metricAlarms: readonly MetricAlarm[];
  readonly logAlarms: readonly LogAlarm[];
  /** Policies for people and pipelines. */
  readonly people: readonly Persona[];
  /** What an operator should know about the result, one sentence each. */
  readonly notes: readonly string[];
}

/** The files of `functions/`, which are the functions of a deployment. */
export const FUNCTION_NAMES = ['object-events', 'sweep', 'http'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** A function of Function Compute 3.0, with its role and limits. */
export interface DeployedFunction {
  readonly id: FunctionName;
  readonly name: Text;
  readonly description: string;
  readonly handler: string;
  /** In vCPU. */
  readonly cpu: number;
  /** In MB. */
  readonly memory: number;
  /** In seconds. */
  readonly timeout: Noted<number>;
  readonly environment: Readonly<Record<string, Text>>;
  /** Environment variables that are left out while the variable of the deployment is empty. */
  readonly optionalEnvironment: Readonly<Record<string, Variable>>;
  readonly role: Role;
  /** The most instances at the same time, and why. */
  readonly concurrency: Noted<number>;
  /** How asynchronous invocations are retried. Undefined if the platform does not call it asynchronously. */
  readonly delivery: Delivery | undefined;
}

/** A value with a comment that says why it is so. */
export interface Noted<T> {
  readonly value: T;
  readonly why: string;
}

/** Retries of asynchronous invocations. What still fails goes to the queue of failed events. */
export interface Delivery {
  readonly retries: number;
  /** In seconds. */
  readonly maximumAge: number;
  /** Whether asynchronous invocations are tasks, with ids and states. */
  readonly hasTasks?: boolean;
  readonly why: string;
}

/** A role that a service assumes. */
export interface Role {
  readonly id: string;
  /** Roles and policies belong to the account, so their names contain the region. */
  readonly name: Text;
  readonly description: string;
  /** The service that assumes the role, for example `fc.aliyuncs.com`. */
  readonly service: string;
  readonly statements: readonly Statement[];
}

/** A statement of a RAM policy. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly Text[];
  /** The condition `oss:Prefix` of listings, as patterns. */
  readonly listed?: readonly Text[] | undefined;
  /** Why the statement is needed. */
  readonly why: string;
}

/** A trigger of a function. */
export type Trigger = OssTrigger | EventBridgeTrigger | TimerTrigger | HttpTrigger;

interface TriggerBase {
  readonly id: string;
  readonly name: string;
  readonly function: FunctionName;
  readonly description: string;
}

/** A native trigger of OSS. */
export interface OssTrigger extends TriggerBase {
  readonly kind: 'oss';
  readonly events: readonly string[];
  /** Plain text, not a pattern. */
  readonly prefix: string;
}

/** A trigger of EventBridge. Function Compute creates the rule or the event stream. */
export interface EventBridgeTrigger extends TriggerBase {
  readonly kind: 'eventbridge';
  /** Events of OSS that a rule of the default event bus selects, or messages of a queue. */
  readonly source:
    | { readonly kind: 'events'; readonly pattern: EventPattern }
    | { readonly kind: 'queue'; readonly queue: Queue; readonly deadLetters: Queue };
}

export interface TimerTrigger extends TriggerBase {
  readonly kind: 'timer';
}

export interface HttpTrigger extends TriggerBase {
  readonly kind: 'http';
}

/** A pattern of EventBridge that selects events of OSS. */
export interface EventPattern {
  /** Event names with `oss:`. */
  readonly types: readonly string[];
  /** Texts with which the subject begins: the bucket and a prefix of keys. */
  readonly subjects: readonly Text[];
}

/** A rule of the default event bus. Its target is a queue. */
export interface EventRule {
  readonly id: string;
  readonly name: Text;
  readonly pattern: EventPattern;
  readonly target: Queue;
}

/** A queue of Simple Message Queue. */
export interface Queue {
  readonly id: string;
  readonly name: Text;
  /** In seconds. */
  readonly retention: number;
  /** In seconds. Undefined: the default of the service. */
  readonly visibilityTimeout?: number | undefined;
  readonly why: string;
}

/** An alarm of CloudMonitor. */
export interface MetricAlarm {
  readonly id: string;
  /** The end of its name, after that of the deployment. */
  readonly name: string;
  /** `acs_fc` for Function Compute, `acs_mns_new` for Simple Message Queue. */
  readonly namespace: 'acs_fc' | 'acs_mns_new';
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, Text>>;
  readonly statistics: 'Average' | 'Maximum';
  readonly threshold: number;
  /** In seconds. */
  readonly period: number;
  /** For how many periods in a row the value must be above the threshold. */
  readonly times: number;
  readonly level: 'Critical' | 'Warn' | 'Info';
  readonly why: string;
}

/** An alarm of Simple Log Service. */
export interface LogAlarm {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** A search, `|` and a SELECT statement that returns one row. */
  readonly query: Text;
  /** A condition on the row, for example `lines > 0`. */
  readonly condition: string;
  /** How far back each run looks. It runs as often. */
  readonly every: '5m' | '15m';
  /** 2 report, 4 low, 6 medium, 8 high, 10 critical. */
  readonly severity: 4 | 6 | 8;
  readonly why: string;
}

/** A policy for a person or a pipeline. */
export interface Persona {
  readonly id: 'uploader' | 'operator' | 'operator-api' | 'reader';
  readonly description: string;
  readonly statements: readonly Statement[];
}
