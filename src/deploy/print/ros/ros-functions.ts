import type { DeployedFunction, Deployment } from '../../deployment.ts';
import { text, variable } from '../../text.ts';
import { commented, type DocumentValue } from '../document-value.ts';
import { optionalValue, rosText } from './ros-text.ts';

/** The name of the resource of a function: `ObjectEvents` for `object-events`. */
export function resourceName(id: string): string {
  return id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const LOG_CONFIG: DocumentValue = {
  Project: { 'Fn::If': ['MakeLogs', { 'Fn::GetAtt': ['Logs', 'Name'] }, { Ref: 'LogProject' }] },
  Logstore: { 'Fn::If': ['MakeLogs', { 'Fn::GetAtt': ['LogLines', 'LogstoreName'] }, { Ref: 'Logstore' }] },
  EnableRequestMetrics: true,
  EnableInstanceMetrics: true,
};

/** A function with its limit of instances and its retries. */
export function functionResources(one: DeployedFunction, deployment: Deployment): readonly [string, DocumentValue][] {
  const id = resourceName(one.id);
  const functionName: DocumentValue = { 'Fn::GetAtt': [id, 'FunctionName'] };
  const limits = {
    'object-events': { Ref: 'EventConcurrency' },
    sweep: one.concurrency.value,
    http: { Ref: 'HttpConcurrency' },
  };
  const resources: [string, DocumentValue][] = [
    [
      id,
      {
        Type: 'ALIYUN::FC3::Function',
        Properties: {
          FunctionName: rosText(one.name),
          Description: one.description,
          Runtime: commented('The newest built-in runtime (Function Compute Node.js runtime page).', 'nodejs20'),
          Handler: one.handler,
          Code: { OssBucketName: rosText(variable('codeBucket')), OssObjectName: rosText(variable('codeObject')) },
          Cpu: one.cpu,
          MemorySize: one.memory,
          DiskSize: 512,
          Timeout: commented(one.timeout.why, one.timeout.value),
          Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
          EnvironmentVariables: commented(
            'OSS_ENDPOINT is left out: by default the functions use the internal endpoint of the region, whose traffic is free.',
            Object.fromEntries([
              ...Object.entries(one.environment).map(([name, value]) => [name, rosText(value)]),
              ...Object.entries(one.optionalEnvironment).map(([name, of]) => [name, optionalValue(of)]),
            ]),
          ),
          LogConfig: LOG_CONFIG,
        },
      },
    ],
    [
      `${id}ConcurrencyLimit`,
      commented(one.concurrency.why, {
        Type: 'ALIYUN::FC3::ConcurrencyConfig',
        Properties: { FunctionName: functionName, ReservedConcurrency: limits[one.id] },
      }),
    ],
  ];
  if (one.delivery === undefined) return resources;
  const { retries, maximumAge, hasTasks, why } = one.delivery;
  return [
    ...resources,
    [
      `${id}Delivery`,
      commented(why, {
        Type: 'ALIYUN::FC3::AsyncInvokeConfig',
        Properties: {
          FunctionName: functionName,
          ...(hasTasks === true ? { AsyncTask: true } : {}),
          MaxAsyncRetryAttempts: retries,
          MaxAsyncEventAgeInSeconds: maximumAge,
          DestinationConfig: { OnFailure: { Destination: failureDestination(deployment) } },
        },
      }),
    ],
  ];
}

/** Fn::Join with an attribute of the queue, so that the queue is created first. */
function failureDestination({ queues: [failed] }: Deployment): DocumentValue {
  return {
    'Fn::Join': [
      '',
      [
        rosText(text`acs:mns:${variable('region')}:${variable('account')}:/queues/`),
        { 'Fn::GetAtt': [failed?.id ?? '', 'QueueName'] },
        '/messages',
      ],
    ],
  };
}
