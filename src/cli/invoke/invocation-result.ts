import * as z from 'zod';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import type { CallAnswer } from './function-call.ts';

export interface Invoked {
  readonly functionName: string;
  readonly isAsync: boolean;
  /** Whether the function answers HTTP requests. */
  readonly isHttp: boolean;
  /** Whether to show the log of a call that succeeded. */
  readonly showsLog: boolean;
}

/** The body of an answer with `X-Fc-Error-Type`. */
const functionError = z.object({
  errorType: z.string().default(''),
  errorMessage: z.string().default(''),
  stackTrace: z.array(z.string()).default([]),
});

/** What the HTTP function returns. */
const httpAnswer = z.object({ statusCode: z.number(), body: z.string().default('') });

/** The result of the command. Exit code 1 if the function failed, or answered an HTTP request with an error. */
export function invocationResult(answer: CallAnswer, invoked: Invoked): CommandResult {
  const { functionName, isAsync, showsLog } = invoked;
  const { headers } = answer;
  const requestId = headers['x-fc-request-id'] ?? null;
  const common = { function: functionName, requestId, queued: isAsync };
  const call = `${functionName}: request ${requestId ?? '(unknown)'}`;
  if (isAsync) {
    const none = { milliseconds: null, result: null, log: null, functionError: null };
    return { exitCode: EXIT.done, json: { ...common, ...none }, lines: [`${call}, queued`] };
  }
  const milliseconds = durationOf(headers);
  const log = logOf(headers);
  const logLines = log?.trimEnd().split('\n') ?? [];
  const took = milliseconds === null ? '' : `, ${milliseconds} ms`;
  const kind = headers['x-fc-error-type'];
  if (kind !== undefined) {
    const { errorType: type, errorMessage: message, stackTrace } = errorOf(answer.body);
    return {
      exitCode: EXIT.failed,
      json: { ...common, milliseconds, result: null, log, functionError: { kind, type, message, stackTrace } },
      lines: [`${call}${took}, failed with ${kind}`, `${type}: ${message}`, ...stackTrace.slice(1), '', ...logLines],
    };
  }
  const result = parsedOrText(answer.body);
  const http = invoked.isHttp ? httpAnswer.safeParse(result).data : undefined;
  const shown = http === undefined ? textOf(result) : `${http.statusCode} ${http.body}`;
  return {
    exitCode: http !== undefined && http.statusCode >= 400 ? EXIT.failed : EXIT.done,
    json: { ...common, milliseconds, result, log, functionError: null },
    lines: [`${call}${took}`, ...shown.trimEnd().split('\n'), ...(showsLog ? ['', ...logLines] : [])],
  };
}

function durationOf(headers: CallAnswer['headers']): number | null {
  const duration = Number(headers['x-fc-invocation-duration']);
  return Number.isFinite(duration) ? duration : null;
}

function logOf(headers: CallAnswer['headers']): string | null {
  const encoded = headers['x-fc-log-result'];
  return encoded === undefined ? null : Buffer.from(encoded, 'base64').toString();
}

function errorOf(body: Uint8Array) {
  const parsed = functionError.safeParse(parsedOrText(body));
  return parsed.data ?? { errorType: 'unknown', errorMessage: textOf(parsedOrText(body)), stackTrace: [] };
}

/** The JSON value that a function returned, or its text. */
function parsedOrText(body: Uint8Array): unknown {
  const text = Buffer.from(body).toString();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
