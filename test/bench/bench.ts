import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openLocalOss } from '../contract/local-oss.ts';
import { type Compared, type Comparison, compare, type Spread } from './compare.ts';
import { putSymlink } from './put-symlink.ts';
import { readListing } from './read-listing.ts';
import { sign } from './sign.ts';
import { startOssTimes } from './start-oss.ts';

/**
 * How we compare with other clients, in one run on one machine: absolute numbers say more about the machine than about
 * the code. Run it with `npm run bench`.
 */
const ROUNDS = 9;

async function main(): Promise<void> {
  // The store runs in its own process, so that its work is not counted as the client's.
  const server = fork(fileURLToPath(import.meta.url), ['serve']);
  const [endpoint] = (await once(server, 'message')) as [string];
  const symlinks = putSymlink(endpoint);
  try {
    const { load, ready } = startOssTimes(ROUNDS);
    console.log(`startOss in a new process, milliseconds: ${load.toFixed(0)} to load, ${ready.toFixed(0)} until ready`);
    for (const comparison of [symlinks, readListing(), sign()]) print(comparison, await compare(comparison, ROUNDS));
  } finally {
    await symlinks.close();
    server.kill();
  }
  // ali-oss keeps its connections open for a while, and with them the process.
  process.exit();
}

function print({ name, peerName }: Comparison, { ours, peer, ratio }: Compared): void {
  const microseconds = ({ min, median, max }: Spread): string =>
    [median, min, max].map((value) => value.toFixed(value < 100 ? 1 : 0).padStart(8)).join('');
  const times = ({ min, median, max }: Spread): string =>
    `${median.toFixed(2)} times (${min.toFixed(2)} to ${max.toFixed(2)})`;
  console.log(`
${name}, microseconds each${' '.repeat(Math.max(1, 33 - name.length))}median     min     max
  ours, wall clock                                ${microseconds(ours.wall)}
  ${peerName.padEnd(48)}${microseconds(peer.wall)}
  ours, CPU                                       ${microseconds(ours.cpu)}
  ${peerName.padEnd(48)}${microseconds(peer.cpu)}
  ${peerName} takes ${times(ratio.wall)} as long, and ${times(ratio.cpu)} the CPU`);
}

async function serve(): Promise<void> {
  const { endpoint } = await openLocalOss('Enabled');
  process.send?.(endpoint);
}

await (process.argv[2] === 'serve' ? serve() : main());
