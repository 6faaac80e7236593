import { MARKER_NAME } from '../../../../src/rules/match/marker-place.ts';
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
  // The write of the second alias is sent again after a timeout. The first alias looks at the object before it is deleted, and
  // the handler of the deletion finds the second alias at the object below.
  'reads the object before the last write of its aliases': {
    ...worldOf([uploadKey(app('1.0.0'))], [uploadKey(app('1.1.0')), { do: 'delete', key: app('1.1.0') }]),
    rules: [ruleOf('app')],
    faults: [fault('timeout, without effect', 4)],
  },
  'shows a former target, and does not list': worldOf([upload(1)], [upload(3)], [upload(2)], [remove(3)]),
  // The handler shows 1 again, and is killed. 2 was never shown.
  'ignores that a former target is shown for the time being': {
    ...worldOf([upload(1)], [upload(3)], [upload(2)], [remove(3)]),
    faults: [fault('killed after it arrived', 2)],
  },
  // The handler lists 2 as the winner, and no attempt to read 2 is answered.
  'treats a timeout as a missing key': {
    ...worldOf([upload(1)], [upload(2)]),
    versioning: 'Never',
    faults: [{ kind: 'timeout, without effect', of: 'requests', at: 17, times: 3 }],
  },
  // In nearly all random worlds, a marker covers one object, or a release whose aliases move together anyway.
  'handles only the first object that a marker covers': {
    ...worldOf([`${docs(1)}a`, `${docs(1)}b`, `${docs(2)}a`, `${docs(2)}b`].map(uploadKey), [
      uploadKey(`${docs(1)}${MARKER_NAME}`),
    ]),
    rules: [ruleOf('docs')],
  },
};

function worldOf(...bursts: readonly (readonly Operation[])[]): Omit<Plan, 'schedule'> {
  return {
    rules: [ruleOf('build')],
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

function ruleOf(name: string): RuleSpec {
  const spec = CATALOGUE.find((one) => one.spec.name === name)?.spec;
  if (spec === undefined) throw new TypeError(`the catalogue has no rule ${name}`);
  return { ...spec, onDelete: 'repoint', onConflict: 'refuse', guard: false };
}

function build(n: number): string {
  return `builds/main/${n}/out.zip`;
}

/** It has several aliases. */
function app(version: string): string {
  return `releases/web/${version}/app.tgz`;
}

/** A marker in this folder covers the pages of the release. The release r1 is the greatest. */
function docs(n: number): string {
  return `docs/r${n}/`;
}

function uploadKey(key: string): Operation {
  return { do: 'upload', key, body: 0 };
}

function upload(n: number): Operation {
  return uploadKey(build(n));
}

function remove(n: number): Operation {
  return { do: 'delete', key: build(n) };
}

function withdraw(n: number): Operation {
  return uploadKey(`builds/main/${n}/${MARKER_NAME}`);
}

/** @param at the number of the write that it hits, from 0. */
function fault(kind: RequestFault, at: number): Plan['faults'][number] {
  return { kind, of: 'writes', at, times: 1 };
}
