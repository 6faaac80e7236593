import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkClock } from '../../../src/cli/doctor/check-bucket.ts';
import type { DoctorContext } from '../../../src/cli/doctor/doctor-context.ts';
import { type CliWorld, cliWorld } from '../cli-world.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await cliWorld();
});
afterAll(() => world.close());

test.each([
  [0, 'ok', /the same time/],
  [-20, 'ok', /the same time/],
  [120, 'finding', /differs from that of the store by 1[12]\d seconds; times such as --since are off by that/],
  [-1200, 'finding', /by 1[12]\d\d seconds; Alibaba Cloud refuses requests with such a difference/],
])('a clock that is %i seconds ahead: %s', async (seconds, state, what) => {
  const context = { store: world.store, now: () => Date.now() + seconds * 1000 } as DoctorContext;
  expect(await checkClock(context)).toEqual([expect.objectContaining({ state, what: expect.stringMatching(what) })]);
});
