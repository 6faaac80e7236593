import type { Operation, Plan, RequestFault } from '../plan/plan.ts';
import { CATALOGUE } from '../plan/rule-catalogue.ts';
import type { RuleSpec } from '../plan/rule-spec.ts';

/**
 * Small worlds for broken handlers that random worlds reach too rarely. In some orders of the events, the handler ends wrong.
 */
export const MUTANT_WORLDS: Readonly<Record<string, Omit<Plan, 'schedule'>>> = {
  // A handler lists, another one writes the greater object, the first one writes over it and is killed.
  'does not recognize its own event': {
    ...worldOf([upload(1), upload(2)]),
    versioning: 'Suspended',
    faults: [fault('killed after it arrived', 1)],
  },
  // The object is withdrawn between its HeadObject and the write.
  'does not read the marker after a write': worldOf([upload(1)], [upload(2), withdraw(2)]),
  // The alias was removed before, so each handler lists. The first one finds 2 as the winner. 2 is withdrawn, and the marker's
  // handler finds the alias right. Then the first handler writes 2 and is killed, and the event of 1 is delivered again.
  'does not read the marker of the target before it stops': {
    ...worldOf([upload(0)], [{ do: 'delete', key: build(0) }], [upload(1), upload(2), withdraw(2)]),
    faults: [fault('killed after it arrived', 5)],
  },
  // The alias is pinned between the GetSymlink and the write of a handler.
  'does not restore an overwritten pin': worldOf(
    [upload(1)],
    [upload(2), { do: 'pin', key: 'current/main.zip', target: build(1) }],
  ),
  // The handler lists 2 as the winner, and no attempt to read 2 is answered.
  'treats a timeout as a missing key': {
    ...worldOf([upload(1)], [upload(2)]),
    versioning: 'Never',
    faults: [{ kind: 'timeout, without effect', of: 'requests', at: 17, times: 3 }],
  },
};

function worldOf(...bursts: readonly (readonly Operation[])[]): Omit<Plan, 'schedule'> {
  return {
    rules: [buildRule()],
    versioning: 'Enabled',
    parallel: 3,
    batch: 1,
    retries: 3,
    source: 'queue',
    before: [],
    bursts,
    faults: [],
  };
}

function buildRule(): RuleSpec {
  const spec = CATALOGUE.find((one) => one.spec.name === 'build')?.spec;
  if (spec === undefined) throw new TypeError('the catalogue has no rule build');
  return { ...spec, onDelete: 'repoint', onConflict: 'refuse', guard: false };
}

function build(n: number): string {
  return `builds/main/${n}/out.zip`;
}

function upload(n: number): Operation {
  return { do: 'upload', key: build(n), body: 0 };
}

function withdraw(n: number): Operation {
  return { do: 'upload', key: `builds/main/${n}/.withdrawn`, body: 0 };
}

/** @param at the number of the write that it hits, from 0. */
function fault(kind: RequestFault, at: number): Plan['faults'][number] {
  return { kind, of: 'writes', at, times: 1 };
}
