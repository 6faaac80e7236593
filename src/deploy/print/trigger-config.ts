import type { EventPattern, Trigger } from '../deployment.ts';
import type { DeploymentSettings, PublicKey } from '../settings.ts';
import { type Text, text, variable } from '../text.ts';
import { commented, type DocumentValue } from './document-value.ts';

/** How a printer writes the parts of a trigger that are not plain. */
export interface TriggerWriter {
  readonly text: (of: Text) => DocumentValue;
  readonly schedule: DocumentValue;
  readonly authType: DocumentValue;
  readonly disableInternet: DocumentValue;
}

/** Header in which the callers of a `jwt` trigger send their token. `Authorization` holds the token that the function compares. */
export const JWT_HEADER = 'X-Autoalias-Jwt';

/** The `triggerConfig` of a trigger, in the names of the API of Function Compute, which all tools pass on. */
export function triggerConfig(trigger: Trigger, settings: DeploymentSettings, write: TriggerWriter): DocumentValue {
  switch (trigger.kind) {
    case 'oss':
      return { events: trigger.events, filter: { key: { prefix: write.text([trigger.prefix]), suffix: '' } } };
    case 'timer':
      return { cronExpression: write.schedule, enable: true, payload: '' };
    case 'http':
      return {
        authType: write.authType,
        ...(settings.http.auth === 'jwt' ? { authConfig: jwtConfig(settings.http.keys ?? []) } : {}),
        disableURLInternet: write.disableInternet,
        methods: ['GET', 'POST'],
      };
    case 'eventbridge':
      return trigger.source.kind === 'events'
        ? {
            triggerEnable: true,
            asyncInvocationType: commented(
              'Asynchronous: a failed event is retried, and then kept in the queue of failed events.',
              true,
            ),
            eventRuleFilterPattern: write.text(patternText(trigger.source.pattern)),
            eventSourceConfig: { eventSourceType: 'Default' },
          }
        : {
            triggerEnable: true,
            asyncInvocationType: false,
            eventRuleFilterPattern: '{}',
            eventSinkConfig: { deliveryOption: { eventSchema: 'CloudEvents' } },
            eventSourceConfig: {
              eventSourceType: 'MNS',
              eventSourceParameters: {
                sourceMNSParameters: {
                  RegionId: write.text(variable('region')),
                  QueueName: write.text(trigger.source.queue.name),
                  IsBase64Decode: true,
                },
              },
            },
            runOptions: {
              mode: 'event-streaming',
              errorsTolerance: 'ALL',
              retryStrategy: { PushRetryStrategy: 'EXPONENTIAL_DECAY_RETRY' },
              deadLetterQueue: { Arn: write.text(queueArn(trigger.source.deadLetters.name)) },
              batchWindow: { CountBasedWindow: 10, TimeBasedWindow: 1 },
            },
          };
  }
}

/** The resource name of a queue, as EventBridge writes it. */
export function queueArn(name: Text): Text {
  return text`acs:mns:${variable('region')}:${variable('account')}:/queues/${name}`;
}

/** A pattern of events, as JSON. The literal parts of subjects contain no character that JSON escapes. */
function patternText({ types, subjects }: EventPattern): Text {
  const prefixes = subjects.map((subject) => text`{"prefix":"${subject}"}`);
  const joined = prefixes.reduce((all, one) => text`${all},${one}`);
  return text`{"source":["acs.oss"],"type":${JSON.stringify(types)},"subject":[${joined}]}`;
}

/** A pattern of events, as a value. */
export function patternValue({ types, subjects }: EventPattern, write: (of: Text) => DocumentValue): DocumentValue {
  return { source: ['acs.oss'], type: types, subject: subjects.map((subject) => ({ prefix: write(subject) })) };
}

function jwtConfig(keys: readonly PublicKey[]): DocumentValue {
  return {
    jwks: { keys: keys.map((key) => ({ ...key })) },
    tokenLookup: `header:${JWT_HEADER}`,
    // Passes on no claim. The platform checks the signature and the times, but no issuer and no audience.
    claimPassBy: 'query::',
  };
}
