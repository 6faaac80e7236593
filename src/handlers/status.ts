import type { HandlerContext } from './handler-context.ts';
import { type Finding, type LookOptions, lookAtAliases, nothingLooked } from './look-at-aliases.ts';

/** How many aliases stand how. */
export interface StatusTotal {
  readonly objects: number;
  readonly aliases: number;
  readonly states: Readonly<Record<Finding['state'], number>>;
  /** Links whose target cannot be read, whoever wrote them. */
  readonly broken: number;
  readonly requests: number;
}

export interface StatusOptions extends Omit<LookOptions, 'orphans'> {
  readonly onFinding: (finding: Finding) => void;
}

/**
 * How every alias stands. The whole bucket is listed unless a part is named: a link that no rule gives any more can lie
 * anywhere. Reads only, in bounded memory.
 */
export const status = async (
  context: HandlerContext,
  { onFinding, of = '', ...options }: StatusOptions,
): Promise<StatusTotal> => {
  const looked = nothingLooked();
  const states = {
    ...{ right: 0, stale: 0, dangling: 0, foreign: 0, pinned: 0, protected: 0 },
    ...{ missing: 0, absent: 0, orphaned: 0, failed: 0 },
  };
  let broken = 0;
  for await (const finding of lookAtAliases(context, { ...options, of, orphans: true }, looked)) {
    states[finding.state]++;
    if (finding.broken) broken++;
    onFinding(finding);
  }
  const { objects, aliases, requests } = looked;
  return { objects, aliases, states, broken, requests };
};
