import { expect, test } from 'vitest';
import { watchPausable, watchReads } from '../../../src/aliases/facts/watch-reads.ts';
import { leftToSweep } from '../../../src/aliases/model/outcome.ts';
import { ask, askAll, type Protocol } from '../../../src/aliases/model/protocol.ts';
import type { Pausable } from '../../../src/aliases/reconcile/pausable.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';

const NONE = { found: 'none', deleteMarker: false } as const;
const LINK = { found: 'symlink', target: 't', headers: {}, metadata: {} } as const;
const OBJECT = { found: 'object', etag: 'E', size: 1, lastModified: 1, headers: {}, metadata: {} } as const;

function run<T>(protocol: Protocol<T>, answer: (request: StoreRequest) => StoreResponse): T {
  let step = protocol.next();
  while (!step.done) step = protocol.next(step.value.map(answer));
  return step.value;
}

function* reading(): Protocol<string> {
  yield* askAll({ operation: 'GetSymlink', key: 'a' }, { operation: 'HeadObject', key: 't' });
  yield* ask({ operation: 'GetSymlink', key: 'a', versionId: 'v' });
  yield* ask({ operation: 'GetSymlink', key: 'a' });
  return 'done';
}

test('records reads of newest versions in their order, and changes nothing', () => {
  const links: StoreResponse[] = [LINK, LINK, NONE];
  const { reads, watch } = watchReads();
  expect(
    run(watch(reading()), ({ operation }) => (operation === 'HeadObject' ? OBJECT : (links.shift() ?? NONE))),
  ).toBe('done');
  expect(reads).toEqual({
    wrote: false,
    links: new Map([['a', [LINK, NONE]]]),
    objects: new Map([['t', [OBJECT]]]),
  });
});

test.each([
  [{ operation: 'PutSymlink', key: 'a', target: 't' }, { written: true }, true],
  [{ operation: 'DeleteObject', key: 'a' }, { deleteMarker: true }, true],
  [{ operation: 'ListObjectVersions', prefix: 'a' }, { versions: [], prefixes: [] }, false],
] as const)('%j is a write: %#', (request, answer, wrote) => {
  function* sending(): Protocol<void> {
    yield* ask(request);
  }
  const { reads, watch } = watchReads();
  run(watch(sending()), () => answer);
  expect(reads.wrote).toBe(wrote);
});

test('a protocol that stops before a listing is watched to its end', () => {
  const outcome = { action: 'pointed', from: null, to: 't', why: '' } as const;
  function* writing(): Pausable {
    yield* ask({ operation: 'PutSymlink', key: 'a', target: 't' });
    return { kind: 'done', outcome };
  }
  function* stopping(): Pausable {
    yield* ask({ operation: 'GetSymlink', key: 'a' });
    return { kind: 'needs-listing', hasWritten: false, left: leftToSweep(null, null), resume: writing };
  }
  const { reads, watch } = watchReads();
  const pause = run(watchPausable(watch, stopping()), () => NONE);
  expect(reads).toMatchObject({ wrote: false, links: new Map([['a', [NONE]]]) });
  if (pause.kind === 'done') throw new TypeError('it has ended');
  expect(
    run(
      pause.resume(() => stopping() as never),
      () => ({ written: true }),
    ),
  ).toEqual({ kind: 'done', outcome });
  expect(reads.wrote).toBe(true);
});
