import { availableParallelism, cpus, totalmem } from 'node:os';

/** What the figures depend on. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly processors: number;
  readonly memoryGb: number;
}

export function describeMachine(): Machine {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    processors: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e9),
  };
}

/** One line for people. */
export function machineLine({ node, platform, processor, processors, memoryGb }: Machine): string {
  return `Node.js ${node}, ${platform}, ${processor}, ${processors} processors, ${memoryGb} GB of memory`;
}
