import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openCloudRig } from '../local/cloud-rig.ts';
import { countLinks, dividedCloud, fill, killSweeps, sweptLines } from '../local/divided-cloud.ts';

/**
 * A divided sweep of many objects on the local cloud: fills a bucket, sweeps it with crashes of tasks and of the whole
 * cloud, and compares every alias. Prints one line for each step.
 */
export async function dividedSweep(args: readonly string[], print: (line: string) => void): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      objects: { type: 'string', default: '1000000' },
      versions: { type: 'string', default: '50' },
      tasks: { type: 'string', default: '4' },
      shard: { type: 'string', default: '50000' },
      kills: { type: 'string', default: '4' },
    },
  });
  const [objects, versions, tasks, shard, kills] = [
    values.objects,
    values.versions,
    values.tasks,
    values.shard,
    values.kills,
  ].map(Number) as [number, number, number, number, number];
  const apps = Math.floor(objects / versions);
  const rig = await openCloudRig();
  const since = (
    (start) => () =>
      `${((performance.now() - start) / 1000).toFixed(0)} s`
  )(performance.now());
  try {
    const fields = { ...dividedCloud(rig.root, tasks, shard), sweepSeconds: 10 };
    const options = rig.optionsOf('data', fields);
    await fill(options, apps, versions);
    print(`${since()}: ${apps * versions} objects of ${apps} aliases are in the bucket`);
    let running = await rig.start('data', fields);
    for (let kill = 0; kill < kills; kill++) {
      await sleep(15_000);
      if (sweptLines(options).length > 0) break;
      if (kill % 2 === 0) await killSweeps(running.cloud);
      else {
        await rig.close();
        running = await rig.start('data', fields);
      }
      print(`${since()}: ${kill % 2 === 0 ? 'killed the instances of the sweep' : 'stopped and started the cloud'}`);
    }
    while (!sweptLines(options).some(({ failedTasks }) => failedTasks === 0)) await sleep(1000);
    print(`${since()}: ${JSON.stringify(sweptLines(options).at(-1))}`);
    const counts = await countLinks(running.store, apps, versions);
    print(`${since()}: ${counts.right} of ${apps} aliases are right; there are ${counts.links} links`);
    return counts.right === apps && counts.links === apps ? 0 : 1;
  } finally {
    await rig.close();
    await rig.remove();
  }
}
