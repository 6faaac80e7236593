import { parse } from 'yaml';
import * as z from 'zod';
import type { Stack } from './stack.ts';

/** Where the code of the functions is, and the token of a new stack. */
export interface DeploymentValues {
  readonly bucket: string;
  readonly codeBucket: string;
  readonly codeObject: string;
  /** Undefined: the stack keeps the token that it has. */
  readonly token: string | undefined;
}

const templateSchema = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({ Default: z.union([z.string(), z.number()]).optional() })),
});

/**
 * The parameters of a stack. Each one that the template has a default for is sent, because the service does not document
 * whether an update keeps the value of a parameter that was never sent.
 */
export function stackParameters(template: string, values: DeploymentValues): ReadonlyMap<string, string> {
  const { Parameters } = templateSchema.parse(parse(template));
  const defaults = Object.entries(Parameters).flatMap(([name, { Default }]) =>
    Default === undefined ? [] : [[name, String(Default)] as const],
  );
  const { bucket, codeBucket, codeObject, token } = values;
  return new Map([
    ...defaults,
    ['Bucket', bucket],
    ['CodeBucket', codeBucket],
    ['CodeObject', codeObject],
    ...(token === undefined ? [] : [['Token', token] as const]),
  ]);
}

/** A parameter with another value than in the stack. */
export interface ParameterChange {
  readonly name: string;
  /** Undefined if the stack has no such parameter. */
  readonly from: string | undefined;
  readonly to: string;
}

/** Parameters whose values are not shown. The stack masks them, so they cannot be compared either. */
const SECRETS: ReadonlySet<string> = new Set(['Token']);

/** The parameters that an update changes. A secret that is sent counts as changed. */
export function parameterChanges(
  stack: Pick<Stack, 'parameters'> | undefined,
  parameters: ReadonlyMap<string, string>,
): readonly ParameterChange[] {
  return [...parameters].flatMap(([name, value]) => {
    const isSecret = SECRETS.has(name);
    const from = stack?.parameters.get(name);
    if (!isSecret && from === value) return [];
    return [{ name, from: isSecret ? undefined : from, to: isSecret ? '(hidden)' : value }];
  });
}
