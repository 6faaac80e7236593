import { expect, test } from 'vitest';
import { headOrLink } from '../../../../src/stores/bos/client/tell-dangling.ts';
import { StoreError } from '../../../../src/stores/store-error.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { ResponseTo } from '../../../../src/stores/store-response.ts';

const none = { found: 'none', deleteMarker: false } as const;
const marker = { found: 'none', deleteMarker: true } as const;
const object = { found: 'object' } as const;
const link = { found: 'symlink', target: 't', headers: {}, metadata: {} } as const;
const bad = new StoreError('bad', { operation: 'HeadObject', bucket: 'demo', status: 400 });
const denied = new StoreError('denied', { operation: 'HeadObject', bucket: 'demo', status: 403 });
const noBucket = new StoreError('no bucket', { operation: 'GetSymlink', bucket: 'demo', status: 404 });

/** Answers HEAD and GetSymlink in turn, and lists the requests. */
function scripted(answers: readonly unknown[]) {
  const sent: string[] = [];
  const send = async <R extends StoreRequest>(request: R): Promise<ResponseTo<R>> => {
    const next = answers[sent.length];
    sent.push(
      `${request.operation} ${'key' in request ? request.key : ''} ${'versionId' in request ? request.versionId : ''}`.trim(),
    );
    if (next instanceof StoreError) throw next;
    return next as ResponseTo<R>;
  };
  return { send, sent };
}

const request = { operation: 'HeadObject', key: 'k' } as const;

test.each([
  ['an object', [object], object],
  ['a symlink', [{ found: 'symlink' }], { found: 'symlink' }],
  ['nothing', [none, none], none],
  ['a delete marker that HEAD shows', [marker, none], marker],
  ['a delete marker that GetSymlink shows', [none, marker], marker],
  ['a dangling symlink', [none, link], { found: 'symlink' }],
  ['a symlink to a symlink', [bad, link], { found: 'symlink' }],
  ['an object that is written between the requests', [none, object, object], object],
])('%s', async (_, answers, value) => {
  const store = scripted(answers);
  expect(await headOrLink(store, request, 'demo')).toEqual(value);
  expect(store.sent).toEqual(answers.map((__, i) => (i % 2 === 0 ? 'HeadObject k' : 'GetSymlink k')));
});

test.each([
  ['a refusal that is not about a symlink', [bad, none], bad],
  ['a refusal of an object', [bad, object], bad],
  ['missing rights', [denied], denied],
  ['a missing bucket, which HEAD does not show', [none, noBucket], noBucket],
])('%s is thrown', async (_, answers, error) => {
  const store = scripted(answers);
  await expect(headOrLink(store, request, 'demo')).rejects.toBe(error);
  expect(store.sent).toHaveLength(answers.length);
});

test('a key that keeps changing is an error', async () => {
  const store = scripted([none, object, none, object, none, object]);
  await expect(headOrLink(store, request, 'demo')).rejects.toMatchObject({
    code: 'store-unreachable',
    message: expect.stringMatching(/^HeadObject of k in bucket demo, sent 3 times: HEAD finds nothing/),
  });
  expect(store.sent).toHaveLength(6);
});

test('both requests are about the same version', async () => {
  const store = scripted([none, link]);
  await headOrLink(store, { ...request, versionId: 'v' }, 'demo');
  expect(store.sent).toEqual(['HeadObject k v', 'GetSymlink k v']);
});
