import { HTTP_FUNCTION, SWEEP_FUNCTION } from '../../cloud/cloud-functions.ts';
import type { Trigger } from '../../triggers/trigger.ts';
import type { FcParts } from './fc-parts.ts';
import type { FcVersion } from './fc-request.ts';
import { functionArn } from './function-view.ts';
import { ruleTriggerConfig } from './rule-trigger.ts';

/** A trigger of a function, of any type. */
interface FcTrigger {
  readonly triggerName: string;
  readonly triggerType: 'oss' | 'eventbridge' | 'timer' | 'http';
  /** Absent for a trigger that no other service calls. */
  readonly sourceArn?: string;
  readonly triggerConfig: object;
}

/**
 * The triggers of a function: its OSS triggers once for each bucket or its trigger of EventBridge, the timer of the sweep,
 * and the HTTP trigger.
 */
export function triggersOf(functionName: string, parts: FcParts): readonly FcTrigger[] {
  const { delivery, sweepSeconds } = parts;
  const ofObjects = parts.triggers().filter((trigger) => trigger.functionName === functionName);
  const ofBuckets = delivery.path === 'native' ? nativeTriggers(ofObjects, parts) : ruleTriggers(ofObjects, parts);
  const others: readonly (FcTrigger & { readonly of: string })[] = [
    {
      of: SWEEP_FUNCTION,
      triggerName: 'schedule',
      triggerType: 'timer',
      triggerConfig: { cronExpression: `@every ${sweepSeconds}s`, enable: true, payload: '' },
    },
    {
      of: HTTP_FUNCTION,
      triggerName: 'http',
      triggerType: 'http',
      triggerConfig: { authType: 'anonymous', methods: ['GET', 'POST'], disableURLInternet: true },
    },
  ];
  return [...ofBuckets, ...others.filter(({ of }) => of === functionName).map(({ of: _, ...trigger }) => trigger)];
}

function nativeTriggers(triggers: readonly Trigger[], { account, buckets }: FcParts): readonly FcTrigger[] {
  const [firstBucket] = buckets;
  return triggers.flatMap(({ name, events, prefix, suffix }) =>
    buckets.map(
      (bucket): FcTrigger => ({
        triggerName: bucket === firstBucket ? name : `${name}-${bucket}`,
        triggerType: 'oss',
        sourceArn: `acs:oss:${account.region}:${account.accountId}:${bucket}`,
        triggerConfig: { events, filter: { key: { prefix, suffix } } },
      }),
    ),
  );
}

function ruleTriggers(triggers: readonly Trigger[], parts: FcParts): readonly FcTrigger[] {
  return [...new Set(triggers.map(({ name }) => name))].map((name) => ({
    triggerName: name,
    triggerType: 'eventbridge',
    triggerConfig: ruleTriggerConfig(
      triggers.filter((trigger) => trigger.name === name),
      parts,
    ),
  }));
}

/** A trigger in the JSON of GetTrigger and ListTriggers. 3.0 writes the configuration as text. */
export function triggerView(functionName: string, trigger: FcTrigger, version: FcVersion, parts: FcParts): object {
  const started = new Date(parts.startedAt).toISOString();
  const { triggerConfig, ...fields } = trigger;
  const common = {
    triggerId: `${functionName}/${trigger.triggerName}`,
    ...fields,
    qualifier: 'LATEST',
    invocationRole: '',
    createdTime: started,
    lastModifiedTime: started,
  };
  return version === '2016-08-15'
    ? { ...common, triggerConfig }
    : {
        ...common,
        triggerConfig: JSON.stringify(triggerConfig),
        targetArn: functionArn(functionName, parts),
        status: 'SUCCESS',
      };
}
