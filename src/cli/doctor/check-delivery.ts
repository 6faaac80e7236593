import { slsHeaders } from '../../alibaba/sls-signature.ts';
import { FUNCTION_NAMES } from '../../deploy/deployment.ts';
import { messageOf } from '../../error-text.ts';
import { isoTime } from '../../handlers/past/shown-view.ts';
import { STATE_PREFIX } from '../../state-key.ts';
import { BATCH } from '../dead-letters/mns-queue.ts';
import { callVendor } from '../options/call-vendor.ts';
import { count } from '../terminal/count.ts';
import { timerOf } from './check-triggers.ts';
import type { DoctorContext } from './doctor-context.ts';
import { finding, findingsOr, type Outcome, ok, unknown } from './verdict.ts';

/** Failed events are kept, and none waits. */
export async function checkQueue(context: DoctorContext): Promise<readonly Outcome[]> {
  const { deployment, isLocal } = context;
  const config = await deployment.asyncConfigOf('object-events');
  const name = deployment.nameOf('object-events');
  const attempts = config?.maxAsyncRetryAttempts ?? 3;
  const destination = config?.destinationConfig?.onFailure?.destination ?? '';
  if (!isLocal && destination === '') {
    return [
      finding(
        `${name} has no failure destination: an event that fails in every attempt is lost until the next sweep`,
        'deploy again (autoalias deploy)',
      ),
    ];
  }
  const times = `failed events are tried ${count(attempts + 1, 'time')}`;
  const kept = isLocal ? `${times}, then kept as dead letters` : `${times}, then go to ${destination}`;
  return [await waitingOutcome(context, /\/queues\/([^/]+)\/messages$/.exec(destination)?.[1], kept)];
}

/** Whether failed events wait in the queue. A read of its messages does not change them. */
async function waitingOutcome(
  { queue, isLocal }: DoctorContext,
  name: string | undefined,
  kept: string,
): Promise<Outcome> {
  if (!isLocal && name === undefined) return ok(kept);
  const waiting = await queue(name)
    .peek()
    .then(({ length }) => length, messageOf);
  if (typeof waiting === 'string') return unknown(`${kept}, but the queue cannot be read: ${waiting}`);
  if (waiting === 0) return ok(`${kept}; none waits`);
  const most = waiting === BATCH ? ' or more' : '';
  return finding(
    `${count(waiting, 'failed event')}${most} waiting in the queue: their aliases may be wrong until a sweep`,
    'look at the events (autoalias dead-letters list), and replay them',
  );
}

/** The functions write logs, and the logs can be searched. */
export async function checkLogs({ deployment, account, isLocal }: DoctorContext): Promise<readonly Outcome[]> {
  if (isLocal || account === undefined) return [ok('the local cloud keeps the log in log/functions.log')];
  const found: Outcome[] = [];
  const stores = new Map<string, { readonly project: string; readonly logstore: string }>();
  for (const id of FUNCTION_NAMES) {
    const { project, logstore } = (await deployment.functionOf(id))?.logConfig ?? {};
    if (!project || !logstore)
      found.push(finding(`${deployment.nameOf(id)} writes no logs`, 'deploy again (autoalias deploy)'));
    else stores.set(`${project}/${logstore}`, { project, logstore });
  }
  for (const [name, { project, logstore }] of stores) {
    for (const [path, what, instead] of [
      [`/logstores/${logstore}`, `there is no logstore ${name}`, 'create it, or deploy again'],
      [
        `/logstores/${logstore}/index`,
        `the logstore ${name} has no index, so nothing can be searched`,
        'create a full-text index',
      ],
    ] as const) {
      const headers = slsHeaders({ method: 'GET', path, query: [] }, account.credentials, Date.now());
      const answer = await callVendor('Simple Log Service', {
        method: 'GET',
        url: `${account.slsUrl(project)}${path}`,
        headers,
      });
      if (answer.status === 404) {
        found.push(finding(what, instead));
        break;
      }
      if (answer.status >= 400) {
        return [
          ...found,
          unknown(
            `Simple Log Service answered ${answer.status} for ${name}; this needs the permissions log:GetLogStore and log:GetIndex`,
          ),
        ];
      }
    }
  }
  return findingsOr(found, ok(`logs go to ${[...stores.keys()].join(', ')}`));
}

const HOUR = 3_600_000;
/** Facts of a quiet bucket are written at least once a day. */
const DAY = 25 * HOUR;

/** A sweep has ended within three intervals of its timer. */
export async function checkSweep(context: DoctorContext): Promise<readonly Outcome[]> {
  const { log, now } = context;
  const timer = await timerOf(context);
  const longest = timer?.interval === undefined ? DAY : Math.max(3 * timer.interval, HOUR / 2);
  const source = await log();
  if (source !== undefined) {
    const last = await lastSweep(source.read(now() - longest, now() + 1000)).catch(() => undefined);
    if (last !== undefined && last !== null) return [ok(`the last sweep ended at ${isoTime(last)}`)];
    if (last === null) return [stale(longest)];
  }
  return factsOutcome(context);
}

/** When the last sweep of a log ended. Null if there is none. */
async function lastSweep(
  decisions: AsyncIterable<{ readonly time: number; readonly entry: { readonly action?: unknown } }>,
): Promise<number | null> {
  let last: number | null = null;
  for await (const { time, entry } of decisions) if (entry.action === 'swept') last = time;
  return last;
}

function stale(milliseconds: number): Outcome {
  const minutes = Math.round(milliseconds / 60_000);
  return finding(
    `no sweep has ended in the last ${count(minutes, 'minute')}: lost events are not repaired`,
    'look at the log (autoalias logs --action failed), and run autoalias invoke sweep --log',
  );
}

/** Without a log, the objects that sweeps write say when one found something new. */
async function factsOutcome({ store, now }: DoctorContext): Promise<readonly Outcome[]> {
  const { objects } = await store.send({ operation: 'ListObjects', prefix: `${STATE_PREFIX}facts/`, maxKeys: 1000 });
  const newest = objects.reduce((last, { lastModified }) => Math.max(last, lastModified), 0);
  if (newest === 0) return [unknown('the log cannot be read, and no sweep has written its state')];
  if (now() - newest < DAY) return [ok(`a sweep wrote its state at ${isoTime(newest)}`)];
  return [stale(DAY)];
}
