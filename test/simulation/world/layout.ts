import type { RuleSet } from '../../../src/rules/rule-set.ts';
import type { PutObject, StoreRequest } from '../../../src/stores/store-request.ts';
import type { ResponseTo } from '../../../src/stores/store-response.ts';
import type { Operation } from './operation.ts';

/** Asks the bucket, and is answered with names for version ids. */
export type See = <R extends StoreRequest>(request: Exclude<R, PutObject>) => ResponseTo<R>;

/** What was done to a bucket, and what time it is there, Unix milliseconds. */
export interface About {
  readonly operations: readonly Operation[];
  readonly now: number;
}

/** The aliases of a bucket, and by what they are judged. */
export interface Layout {
  readonly ruleSet: RuleSet;
  readonly aliases: readonly string[];
  /** They move as one: no handler reads more of them than the newest version, and all go by the links of a listing. */
  readonly isRelease?: true;
  /** Handlers go by when each object was written. */
  readonly isAging?: true;
  /** What is wrong with them when all is at rest, or undefined. */
  readonly wrong: (see: See, about: About) => string | undefined;
}
