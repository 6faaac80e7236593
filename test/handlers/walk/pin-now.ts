import { aliasTask } from '../../../src/aliases/model/task.ts';
import { pinAlias } from '../../../src/aliases/pins/pin-alias.ts';
import { runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { HandlerWorld } from '../handler-world.ts';

/** Pins an alias, as the command does. `until` is in Unix milliseconds. */
export async function pinNow(
  { context }: HandlerWorld,
  alias: string,
  target: string,
  until: number | undefined,
): Promise<void> {
  const task = aliasTask(context.ruleSet, alias, { kind: 'by-hand', what: 'pin' }, context.now(), OSS_CAPABILITIES);
  if (task === undefined) throw new TypeError(`no alias ${alias}`);
  await runProtocol(pinAlias(task, target, { reason: 'test', until }), context.store);
}
