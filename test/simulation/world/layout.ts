import type { RuleSet } from '../../../src/rules/rule-set.ts';
import type { PutObject, StoreRequest } from '../../../src/stores/store-request.ts';
import type { ResponseTo } from '../../../src/stores/store-response.ts';
import type { Operation } from './operation.ts';

/** Sends a request to the bucket. The answer has names in place of version ids. */
export type See = <R extends StoreRequest>(request: Exclude<R, PutObject>) => ResponseTo<R>;

/** The operations of a world, and its current time in Unix milliseconds. */
export interface WorldFacts {
  readonly operations: readonly Operation[];
  readonly now: number;
}

/** The aliases of a bucket, and how they are judged. */
export interface Layout {
  readonly ruleSet: RuleSet;
  readonly aliases: readonly string[];
  /** The aliases move together: handlers read only their newest version, and use the links of a listing. */
  readonly isRelease?: true;
  /** The aliases each move alone. A handler can update several of them, which share listings. */
  readonly isFolder?: true;
  /** Handlers use the time when each object was written. */
  readonly isAging?: true;
  /** Returns why an alias is wrong at rest, or undefined. */
  readonly wrong: (see: See, about: WorldFacts) => string | undefined;
}

/** Whether aliases are removed with their targets. Then handlers search the versions of a missing alias. */
export function isRemoving({ ruleSet }: Layout): boolean {
  return ruleSet.rules.some(({ onDelete }) => onDelete === 'remove');
}
