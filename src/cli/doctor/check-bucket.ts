import { StoreError } from '../../stores/store-error.ts';
import { count } from '../terminal/count.ts';
import type { DoctorContext } from './doctor-context.ts';
import { finding, type Outcome, ok, unknown } from './verdict.ts';

/** Differences of clocks in seconds: one that disturbs, and one with which requests are refused. */
const [WORTH_SAYING, REFUSED] = [60, 900];

/** Compares the clock of this machine with that of the store. */
export async function checkClock({ store, now }: DoctorContext): Promise<readonly Outcome[]> {
  const before = now();
  const { date } = await store.send({ operation: 'ListObjects', prefix: '.autoalias/', maxKeys: 1 });
  if (date === undefined) return [unknown('the store does not say its time')];
  // The store answers whole seconds, and the answer takes a moment.
  const seconds = Math.max(0, Math.round(Math.abs((before + now()) / 2 - date) / 1000) - 1);
  if (seconds < WORTH_SAYING) return [ok('this machine and the store have the same time')];
  const what = `the clock of this machine differs from that of the store by ${count(seconds, 'second')}`;
  const means =
    seconds >= REFUSED
      ? 'Alibaba Cloud refuses requests with such a difference'
      : 'times such as --since are off by that';
  return [finding(`${what}; ${means}`, 'synchronize the clock (NTP)')];
}

const VERSIONING = {
  Enabled: undefined,
  Suspended: 'versioning of the bucket is suspended',
  Never: 'the bucket is not versioned',
} as const;

export async function checkVersioning({ store }: DoctorContext): Promise<readonly Outcome[]> {
  try {
    const { status } = await store.send({ operation: 'GetBucketVersioning' });
    const what = VERSIONING[status];
    if (what === undefined) return [ok('the bucket is versioned')];
    return [
      finding(
        `${what}: each move lists all candidates twice, and history and repaired pins are missing`,
        'turn versioning on, or leave this check out with --skip versioning',
      ),
    ];
  } catch (error) {
    if (!(error instanceof StoreError) || error.details.status !== 404) throw error;
    return [finding(`there is no bucket ${store.bucket} in this region`, 'check --bucket and --region')];
  }
}
