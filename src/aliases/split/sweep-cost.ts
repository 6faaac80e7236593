import type { Shard } from './plan-shards.ts';

/** What a sweep takes: requests, time and money. */
export interface SweepCost {
  readonly objects: number;
  readonly shards: number;
  /** The most tasks at a time. */
  readonly tasks: number;
  /** Requests of one sweep in which nothing has changed. */
  readonly requests: number;
  /** Seconds from the first task to the last. */
  readonly seconds: number;
  /** Seconds of the longest task. */
  readonly longestTask: number;
  /** In CNY, for one sweep. */
  readonly cost: number;
}

/** Prices and times that an estimate assumes. */
export interface CostModel {
  /** Milliseconds for a page of 1,000 keys, from request to request. */
  readonly pageMilliseconds: number;
  /** CNY for 10,000 requests to OSS (Standard, mainland China). */
  readonly requestPrice: number;
  /** CNY for a compute unit of Function Compute, in the first tier. */
  readonly unitPrice: number;
  /** The size of the function: vCPU, and GB of memory. */
  readonly cpu: number;
  readonly gigabytes: number;
}

/**
 * Prices by third parties that quote the vendor's pages of 2026; not compared with a bill. A compute unit is 1 for a vCPU
 * second, 0.15 for a GB second, and 0.0075 for a call. The time of a page was not measured on OSS.
 */
export const COST_MODEL: CostModel = {
  pageMilliseconds: 100,
  requestPrice: 0.01,
  unitPrice: 0.00012,
  cpu: 0.5,
  gigabytes: 0.5,
};

/** Requests of a task besides its pages: its facts, its result, the run, and what it starts. */
const REQUESTS_OF_TASK = 8;

const PAGE = 1000;

/** The cost of a sweep of these shards, if an earlier sweep has found every alias right. */
export function sweepCost(shards: readonly Shard[], tasks: number, model: CostModel = COST_MODEL): SweepCost {
  const pages = shards.map(({ objects }) => Math.ceil(objects / PAGE) + 1);
  const seconds = pages.map((count) => ((count + REQUESTS_OF_TASK) * model.pageMilliseconds) / 1000);
  const requests = pages.reduce((sum, count) => sum + count + REQUESTS_OF_TASK, 0);
  const busy = seconds.reduce((sum, one) => sum + one, 0);
  const units = busy * (model.cpu + 0.15 * model.gigabytes) + shards.length * 0.0075;
  return {
    objects: Math.round(shards.reduce((sum, { objects }) => sum + objects, 0)),
    shards: shards.length,
    tasks,
    requests,
    seconds: Math.round(makespan(seconds, tasks)),
    longestTask: Math.round(Math.max(...seconds)),
    cost: (requests / 10_000) * model.requestPrice + units * model.unitPrice,
  };
}

/** When the last task ends, if each one starts as soon as another has ended. */
function makespan(seconds: readonly number[], tasks: number): number {
  const ends = Array.from({ length: Math.max(1, tasks) }, () => 0);
  for (const one of seconds) {
    const first = ends.indexOf(Math.min(...ends));
    ends[first] = (ends[first] ?? 0) + one;
  }
  return Math.max(...ends);
}
