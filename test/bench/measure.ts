import type { Sample, Side } from './row.ts';

/**
 * A side that does its work in this process, `count` items at a time. Measures the wall clock, and the CPU time of all
 * threads of this process.
 */
export function loop(name: string, count: number, work: (count: number) => Promise<void> | void): Side {
  return {
    name,
    async run(): Promise<Sample> {
      const cpu = process.cpuUsage();
      const started = performance.now();
      await work(count);
      const { user, system } = process.cpuUsage(cpu);
      return { wall: ((performance.now() - started) * 1000) / count, cpu: (user + system) / count };
    },
  };
}

/** A side that does the same work `count` times in each run. */
export function repeated(name: string, count: number, work: () => unknown): Side {
  return loop(name, count, (times) => {
    for (let i = 0; i < times; i++) work();
  });
}
