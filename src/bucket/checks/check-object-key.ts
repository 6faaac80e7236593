import { type ObjectKeyFlaw, objectKeyFlaw } from '../../object-key.ts';
import { BucketFault } from '../bucket-fault.ts';
import type { EngineContext } from '../engine-context.ts';

type Flaw = ObjectKeyFlaw | 'dot-segment';

const REASONS: Readonly<Record<Exclude<Flaw, 'too-long'>, string>> = {
  empty: 'a name has at least one byte.',
  'not-utf8': 'a name must be valid UTF-8.',
  'leading-slash': 'a name must not begin with / or \\.',
  'dot-segment': 'a name must not have the path segment . or ...',
};

type OfDialect = Pick<EngineContext, 'dialect'>;

/** Throws `InvalidObjectName` for a text that cannot name an object. */
export function checkObjectKey({ dialect: { keys } }: OfDialect, key: string): void {
  const flaw: Flaw | undefined = objectKeyFlaw(key, keys.longest) ?? dotSegment(key, keys.dotSegments);
  if (flaw === undefined) return;
  const reason = flaw === 'too-long' ? `a name has at most ${keys.longest} bytes of UTF-8.` : REASONS[flaw];
  throw new BucketFault('InvalidObjectName', `The specified object is not valid: ${reason}`, {
    elements: { ObjectName: key },
  });
}

function dotSegment(key: string, isAllowed: boolean): 'dot-segment' | undefined {
  return isAllowed || !/(?:^|\/)\.{1,2}(?:\/|$)/.test(key) ? undefined : 'dot-segment';
}

/**
 * Throws `InvalidArgument` for a prefix, marker or delimiter that is longer than a key can be. The store checks nothing
 * else.
 */
export function checkListText({ dialect }: OfDialect, parameter: string, value: string | undefined): void {
  const { longest } = dialect.keys;
  const flaw = value === undefined ? undefined : objectKeyFlaw(value, longest);
  if (value === undefined || (flaw !== 'too-long' && flaw !== 'not-utf8')) return;
  throw new BucketFault('InvalidArgument', `${parameter} must be UTF-8 of fewer than ${longest + 1} bytes.`, {
    elements: { ArgumentName: parameter, ArgumentValue: value },
  });
}
