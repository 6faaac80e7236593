import type { FunctionConfig } from '../../runtime/function-config.ts';
import { visibleEnvironment } from '../visible-environment.ts';
import type { FcParts } from './fc-parts.ts';
import type { FcVersion } from './fc-request.ts';

/** A function in the JSON of GetFunction and ListFunctions. Times are those of the start of the local cloud. */
export function functionView(config: FunctionConfig, version: FcVersion, parts: FcParts): object {
  return VIEWS[version](config, parts);
}

const VIEWS: Readonly<Record<FcVersion, (config: FunctionConfig, parts: FcParts) => object>> = {
  '2016-08-15': (config, parts) => ({
    ...common(config, parts),
    initializer: null,
    initializationTimeout: 0,
    instanceType: 'e1',
  }),
  '2023-03-30': (config, parts) => ({
    ...common(config, parts),
    functionArn: functionArn(config.name, parts),
    diskSize: 512,
    internetAccess: true,
    state: 'Active',
    lastUpdateStatus: 'Successful',
  }),
};

function common(config: FunctionConfig, { startedAt }: FcParts) {
  const started = new Date(startedAt).toISOString();
  return {
    functionId: config.name,
    functionName: config.name,
    description: '',
    runtime: 'nodejs20',
    handler: config.handler,
    timeout: config.timeout,
    memorySize: config.memory,
    instanceConcurrency: 1,
    environmentVariables: visibleEnvironment(config.environment),
    createdTime: started,
    lastModifiedTime: started,
  };
}

export function functionArn(name: string, { account }: FcParts): string {
  return `acs:fc:${account.region}:${account.accountId}:functions/${name}`;
}
