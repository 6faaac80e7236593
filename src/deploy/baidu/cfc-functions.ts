import { FUNCTION_NAMES, type FunctionName, type Noted } from '../deployment.ts';
import { FUNCTION_SHAPES } from '../describe/functions.ts';
import type { CfcFunction } from './baidu-deployment.ts';
import type { BaiduSettings } from './baidu-settings.ts';
import { CFC_LIMITS } from './cfc-limits.ts';

/** The export of `index.js` that CFC calls for each function. `package --cloud baidu` writes the file. */
export const CFC_EXPORTS: Readonly<Record<FunctionName, string>> = {
  'object-events': 'objectEvents',
  sweep: 'sweep',
  http: 'http',
};

/**
 * The name of Node.js 20 in the API. The runtime page (2kd04huys, 2025-08) lists Node.js 20.19.4, and the API page writes
 * older versions as `nodejs10` and `nodejs12`. Unverified.
 */
export const CFC_RUNTIME = 'nodejs20';

/** Memory in MB, and the timeout. CFC has no vCPU: it derives the computing power from the memory (page xjwvz450q). */
const SIZES: Readonly<Record<FunctionName, { readonly memory: number; readonly timeout: Noted<number> }>> = {
  'object-events': {
    memory: 256,
    timeout: {
      value: 60,
      why: 'An event takes a few requests to BOS in the same region. The rest is time for retries and their pauses.',
    },
  },
  sweep: {
    memory: CFC_LIMITS.memory,
    timeout: { value: CFC_LIMITS.timeout, why: 'The maximum of CFC. A sweep that does not end in time starts again.' },
  },
  http: {
    memory: 512,
    timeout: { value: CFC_LIMITS.timeout, why: 'The maximum of CFC. POST /v1/sweep runs within the call.' },
  },
};

/** How a function is called again if it fails. The longest of CFC for events, because a repeated call is harmless. */
const DELIVERY: Readonly<Record<FunctionName, CfcFunction['delivery']>> = {
  'object-events': {
    retries: CFC_LIMITS.retries,
    maximumAge: CFC_LIMITS.maximumAge,
    why: 'Three retries are the maximum of CFC. Repeated and late calls are harmless.',
  },
  sweep: { retries: 0, maximumAge: 300, why: 'The next sweep does the work of a failed one.' },
  http: undefined,
};

/** The functions of a deployment on CFC. */
export function cfcFunctions(settings: BaiduSettings, bucket: string, region: string): readonly CfcFunction[] {
  const { name, http, otlpEndpoint, choices, hasCredentials, deadLetterTopic } = settings;
  const optional = (variable: string, value: string | undefined) => (value === undefined ? {} : { [variable]: value });
  return FUNCTION_NAMES.map((id) => ({
    id,
    name: `${name}-${id}`,
    description: FUNCTION_SHAPES[id].description,
    handler: `index.${CFC_EXPORTS[id]}`,
    runtime: CFC_RUNTIME,
    ...SIZES[id],
    environment: {
      BOS_BUCKET: bucket,
      BOS_REGION: region,
      ...(hasCredentials
        ? { BCE_ACCESS_KEY_ID: { secret: 'accessKeyId' }, BCE_SECRET_ACCESS_KEY: { secret: 'secretAccessKey' } }
        : {}),
      ...optional('AUTOALIAS_BOS_CHOICES', choices),
      ...optional('OTEL_EXPORTER_OTLP_ENDPOINT', otlpEndpoint),
      ...(id === 'http'
        ? {
            AUTOALIAS_TOKEN: { secret: 'token' },
            ...optional('AUTOALIAS_TOKENS', http.tokens),
            ...optional('AUTOALIAS_OIDC', http.oidc),
          }
        : {}),
    },
    delivery: DELIVERY[id],
    deadLetterTopic: id === 'http' ? undefined : deadLetterTopic,
  }));
}
