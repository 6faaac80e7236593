import { utf8Length } from '../../utf8-length.ts';
import type { Statement } from '../deployment.ts';
import type { DeploymentSettings } from '../settings.ts';
import { renderText, type Text, type Variable } from '../text.ts';

/** The most bytes of a custom policy (RAM, "Limits" page). */
export const MOST_POLICY_BYTES = 6144;

/** The longest value that each variable of a policy can have. */
const LONGEST: Readonly<Partial<Record<Variable, number>>> = {
  name: 24,
  bucket: 63,
  // The longest id at present is that of a region for special clouds.
  region: 32,
  account: 16,
  logProject: 63,
  logstore: 63,
};

/** How many bytes a policy has with the longest values of its variables. Whitespace is left out, as RAM allows. */
export function policyBytes(statements: readonly Statement[], settings: DeploymentSettings): number {
  return utf8Length(JSON.stringify(policyDocument(statements, (text) => longestText(text, settings))));
}

function longestText(of: Text, settings: DeploymentSettings): string {
  const known: Readonly<Partial<Record<Variable, string | undefined>>> = {
    name: settings.name,
    bucket: settings.bucket,
    region: settings.region,
    account: settings.account,
  };
  return renderText(of, (name) => known[name] ?? 'x'.repeat(LONGEST[name] ?? 0));
}

/** To how many patterns the lists of a policy are shortened, until it fits. */
const STEPS = [Number.POSITIVE_INFINITY, 40, 30, 20, 15, 10, 7, 5, 3, 2] as const;

/**
 * The narrowest result that fits. `describe` makes one whose lists have at most `most` patterns. With a single pattern in
 * each list, the result always fits, because a pattern has at most 1,023 bytes.
 */
export function narrowestFit<T>(
  describe: (most: number) => T,
  fits: (result: T) => boolean,
): { readonly result: T; readonly isWidened: boolean } {
  for (const most of STEPS) {
    const result = describe(most);
    if (fits(result)) return { result, isWidened: most !== Number.POSITIVE_INFINITY };
  }
  return { result: describe(1), isWidened: true };
}

/** A policy in the form of RAM. `write` writes each text. */
export function policyDocument<T>(statements: readonly Statement[], write: (text: Text) => T): PolicyDocument<T> {
  return {
    Version: '1',
    Statement: statements.map(({ effect, actions, resources, listed }) => ({
      Effect: effect,
      Action: actions,
      Resource: resources.map(write),
      ...(listed === undefined ? {} : { Condition: { StringLike: { 'oss:Prefix': listed.map(write) } } }),
    })),
  };
}

/** A RAM policy whose texts have the form of a printer. */
export interface PolicyDocument<T> {
  readonly Version: '1';
  readonly Statement: readonly {
    readonly Effect: 'Allow' | 'Deny';
    readonly Action: readonly string[];
    readonly Resource: readonly T[];
    readonly Condition?: { readonly StringLike: { readonly 'oss:Prefix': readonly T[] } };
  }[];
}
