import * as z from 'zod';
import type { OssTrigger as WantedTrigger } from '../../deploy/deployment.ts';
import { describeDeployment } from '../../deploy/describe-deployment.ts';
import { DEFAULT_SETTINGS } from '../../deploy/settings.ts';
import { includesEvent, type OssTrigger } from '../../lint/oss-trigger.ts';
import { bridgeTriggers } from '../lint/read-triggers.ts';
import type { DoctorContext } from './doctor-context.ts';
import type { DeployedTrigger } from './read-deployment.ts';
import { finding, findingsOr, type Outcome, ok, unknown } from './verdict.ts';

const ossSchema = z.looseObject({
  events: z.array(z.string()),
  filter: z
    .looseObject({
      key: z.looseObject({ prefix: z.string().nullish(), suffix: z.string().nullish() }).nullish(),
    })
    .nullish(),
});

const timerSchema = z.looseObject({ cronExpression: z.string(), enable: z.boolean().nullish() });

const AGAIN = 'deploy again (autoalias deploy)';

/** Every event that the rules need reaches the function, and the timer and the HTTP trigger exist. */
export async function checkTriggers(context: DoctorContext): Promise<readonly Outcome[]> {
  const { deployment } = context;
  const events = await deployment.triggersOf('object-events');
  const isQueue = events.some(({ triggerConfig }) => /"eventSourceType":"MNS"/.test(JSON.stringify(triggerConfig)));
  const found = isQueue ? [] : missingEvents(context, events);
  const timer = await timerOf(context);
  if (timer === undefined) {
    found.push(finding('the sweep has no timer, so a lost event is never repaired', AGAIN));
  } else if (!timer.isEnabled) {
    found.push(
      finding('the timer of the sweep is off, so a lost event is never repaired', 'turn it on, or deploy again'),
    );
  }
  const http = await deployment.triggersOf('http');
  if (!http.some(({ triggerType }) => triggerType === 'http')) {
    found.push(finding('the function http has no HTTP trigger, so the API has no address', AGAIN));
  }
  if (found.length === 0 && isQueue) return [unknown('the events come through a queue, and its rule cannot be read')];
  return findingsOr(found, ok('the triggers deliver every event that the rules need'));
}

function missingEvents({ rules, store, isLocal }: DoctorContext, deployed: readonly DeployedTrigger[]): Outcome[] {
  const wanted = describeDeployment(rules.ruleSet, DEFAULT_SETTINGS).triggers.flatMap((trigger): WantedTrigger[] =>
    trigger.kind === 'oss' ? [trigger] : [],
  );
  const own = deployed.filter(
    ({ sourceArn }) => isLocal || (sourceArn ?? '').endsWith(`:${store.bucket}`) || sourceArn === '',
  );
  const triggers = own.flatMap(triggersIn);
  return wanted.flatMap(({ prefix, events }) => {
    const missing = events.filter((event) => !triggers.some((one) => delivers(one, prefix, event)));
    if (missing.length === 0) return [];
    const which = missing.map((event) => event.replace('oss:', '')).join(', ');
    return [
      finding(
        `no trigger delivers ${which} for keys that begin with ${JSON.stringify(prefix)}: their aliases move only at a sweep`,
        AGAIN,
      ),
    ];
  });
}

function triggersIn({ triggerName: name, triggerType, triggerConfig }: DeployedTrigger): readonly OssTrigger[] {
  if (triggerType === 'eventbridge') return bridgeTriggers(name, triggerConfig);
  const { data } = triggerType === 'oss' ? ossSchema.safeParse(triggerConfig) : { data: undefined };
  if (data === undefined) return [];
  const { prefix, suffix } = data.filter?.key ?? {};
  return [{ name, events: data.events, prefix: prefix ?? '', suffix: suffix ?? '' }];
}

function delivers({ events, prefix, suffix }: OssTrigger, wanted: string, event: string): boolean {
  return suffix === '' && wanted.startsWith(prefix) && events.some((listed) => includesEvent(listed, event));
}

/** The timer of the sweep. */
export interface SweepTimer {
  readonly isEnabled: boolean;
  /** Milliseconds between two sweeps. Undefined for a schedule that has no fixed interval. */
  readonly interval: number | undefined;
}

export async function timerOf({ deployment }: DoctorContext): Promise<SweepTimer | undefined> {
  const timers = (await deployment.triggersOf('sweep')).flatMap(({ triggerType, triggerConfig }) => {
    const { data } = triggerType === 'timer' ? timerSchema.safeParse(triggerConfig) : { data: undefined };
    return data === undefined ? [] : [data];
  });
  const [timer] = timers.toSorted((a, b) => Number(b.enable !== false) - Number(a.enable !== false));
  if (timer === undefined) return undefined;
  return { isEnabled: timer.enable !== false, interval: intervalOf(timer.cronExpression) };
}

const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** The interval of `@every 5m` and of cron expressions for every hour or every few minutes. */
export function intervalOf(schedule: string): number | undefined {
  const [, number = '', unit] = /^@every (\d+)([smh])$/.exec(schedule) ?? [];
  if (unit === 's' || unit === 'm' || unit === 'h') return Number(number) * UNITS[unit];
  const [, minutes] = /^(?:CRON_TZ=\S+ )?\d+ (?:\*|\*\/(\d+)|\d+) \* \* \* [*?]$/.exec(schedule) ?? [];
  if (minutes !== undefined) return Number(minutes) * UNITS.m;
  if (/^(?:CRON_TZ=\S+ )?\d+ \* \* \* \* [*?]$/.test(schedule)) return UNITS.m;
  return /^(?:CRON_TZ=\S+ )?\d+ \d+ \* \* \* [*?]$/.test(schedule) ? UNITS.h : undefined;
}
