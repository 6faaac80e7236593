import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { acs3Headers } from '../../alibaba/acs3.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { sleep } from '../../handlers/wait/sleep.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import { percentEncode } from '../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../oss-wire/signable-request.ts';
import { callVendor, type VendorAnswer, type VendorCall } from '../options/call-vendor.ts';

/** Resource Orchestration Service in a region. */
export interface RosTarget {
  /** `https://ros.aliyuncs.com` serves every region. */
  readonly url: string;
  readonly region: string;
  readonly credentials: Credentials;
}

/** An operation of the API of Resource Orchestration Service, version 2019-09-10. */
export interface RosOperation {
  readonly action: string;
  /** Besides the region. Lists are numbered: `Parameters.1.ParameterKey`. */
  readonly query: readonly QueryPair[];
  /** Sent as a form. */
  readonly form?: readonly QueryPair[];
}

/**
 * The signed request of an operation. `now` is in Unix milliseconds.
 *
 * Source: `@alicloud/ros20190910` 3.7.0: parameters in the query, and only the template in the form.
 */
export function rosCall({ url, region, credentials }: RosTarget, of: RosOperation, now: number): VendorCall {
  const { host, origin } = new URL(url);
  const query: readonly QueryPair[] = [['RegionId', region], ...of.query];
  const body = of.form === undefined ? undefined : encoded(of.form);
  const request = { method: 'POST', host, path: '/', query, action: of.action, version: '2019-09-10' };
  const headers = acs3Headers(
    body === undefined
      ? request
      : { ...request, body, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    credentials,
    now,
    randomUUID(),
  );
  // fetch sets this header by itself.
  const { host: _, ...sent } = headers;
  return {
    method: 'POST',
    url: `${origin}/?${encoded(query)}`,
    headers: { ...sent, accept: 'application/json' },
    ...(body === undefined ? {} : { body }),
  };
}

/** An empty value keeps its equals sign, as in the SDK: a parameter can be empty. */
function encoded(pairs: readonly QueryPair[]): string {
  return pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
}

/** An answer in which Resource Orchestration Service refuses an operation. */
export class RosRefused extends AutoaliasError {
  /** The code of the API, for example `StackNotFound`. */
  readonly rosCode: string;
  /** The message of the API. */
  readonly rosMessage: string;

  constructor(action: string, { Code, Message }: z.infer<typeof errorSchema>) {
    super(
      'api-failed',
      `Resource Orchestration Service refused ${action}: ${Code}: ${Message}; ${adviceOn(Code, action)}`,
    );
    this.rosCode = Code;
    this.rosMessage = Message;
  }
}

const errorSchema = z.object({ Code: z.string(), Message: z.string().default('') });

function adviceOn(code: string, action: string): string {
  if (/^(?:NoPermission|Forbidden)/.test(code))
    return `grant the permission ros:${action}, and those that the stack needs`;
  if (/^(?:InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken)/.test(code)) {
    return 'check OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET and OSS_SESSION_TOKEN';
  }
  if (code === 'ActionInProgress')
    return 'wait until the other change of the stack has ended, and run the command again';
  return 'correct the cause, and run the command again';
}

/** Milliseconds before each further try of a request that was throttled or not answered. */
const PAUSES = [1000, 2000, 4000, 8000];

/**
 * Sends an operation, and reads its answer. A throttled or unanswered request is sent again, so an operation that writes
 * needs a `ClientToken`.
 *
 * @throws RosRefused; AutoaliasError `api-failed` for an answer of another form, or for none.
 */
export async function askRos<T>(
  target: RosTarget,
  operation: RosOperation,
  schema: z.ZodType<T>,
  pauses: readonly number[] = PAUSES,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    const pause = pauses[tries];
    const answer = await callVendor(SERVICE, rosCall(target, operation, Date.now())).catch((error: unknown) => {
      if (pause === undefined) throw error;
      return undefined;
    });
    const isBusy = answer === undefined || answer.status >= 500 || isThrottled(answer);
    if (!isBusy || pause === undefined) return resultOf(operation, answer, schema);
    await sleep(pause, new AbortController().signal);
  }
}

const SERVICE = 'Resource Orchestration Service';

function isThrottled({ text }: VendorAnswer): boolean {
  const { data } = errorSchema.safeParse(jsonOf(text));
  return data !== undefined && /^(?:Throttling|ServiceUnavailable)/.test(data.Code);
}

function resultOf<T>({ action }: RosOperation, answer: VendorAnswer | undefined, schema: z.ZodType<T>): T {
  const json = jsonOf(answer?.text ?? '');
  const refused = errorSchema.safeParse(json);
  if (answer !== undefined && answer.status !== 200 && refused.success) {
    const { Code, Message } = refused.data;
    throw new RosRefused(action, { Code: answer.shown(Code), Message: answer.shown(Message) });
  }
  const parsed = schema.safeParse(json);
  if (answer?.status === 200 && parsed.success) return parsed.data;
  throw new AutoaliasError(
    'api-failed',
    `${SERVICE} answered ${action} with status ${answer?.status}, and not in the form of its API; check --ros-endpoint`,
    { cause: parsed.error },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
