import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { RowGroup, Sample } from '../row.ts';

const SCRIPT = `
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const { startOss } = await import(process.argv[1]);
  const oss = await startOss();
  const ready = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  await oss.close();
  console.log(JSON.stringify({ wall: (ready - begin) * 1000, cpu: user + system }));`;

/** `startOss` of the built entry `autoalias/testing`, in a new process: from the import until the store is ready. */
export const startOssRows: RowGroup = {
  name: 'start-oss',
  title: 'startOss in a new process',
  open: () => ({
    rows: [
      {
        name: 'start-oss',
        title: 'startOss in a new process',
        per: 'start',
        ours: {
          name: 'autoalias',
          run: (): Sample => {
            const args = ['--input-type=module', '--eval', SCRIPT, resolve('dist/lib/testing.mjs')];
            return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
          },
        },
        peers: [],
        aims: [{ measure: 'wall', atMost: 300_000 }],
      },
    ],
  }),
};
