import { describe, expect, test } from 'vitest';
import { ask, askAll, type Protocol, runAll, runInChunks } from '../../../src/aliases/model/protocol.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { NOTHING, runOn } from '../targets.ts';

const head = { operation: 'HeadObject', key: 'a' } as const;
const link = { operation: 'GetSymlink', key: 'b' } as const;

test('together is one round trip, and the answers keep the order of the requests', () => {
  const { result, asked } = runOn(askAll(head, link), (request) =>
    request.operation === 'HeadObject' ? { found: 'symlink' } : NOTHING,
  );
  expect(asked).toEqual([[head, link]]);
  expect(result).toEqual([{ found: 'symlink' }, NOTHING]);
});

test('ask is one request and its answer', () => {
  const { result, asked } = runOn(ask(head), () => NOTHING);
  expect(asked).toEqual([[head]]);
  expect(result).toEqual(NOTHING);
});

/** Sends this many requests in each of its steps, and returns the answers. */
function* asking(name: string, ...steps: readonly number[]): Protocol<readonly string[]> {
  const told: string[] = [];
  for (const [step, many] of steps.entries()) {
    const keys = Array.from({ length: many }, (_, i) => `${name}${step}${i}`);
    const answers = yield* askAll(...keys.map((of) => ({ operation: 'GetSymlink', key: of }) as const));
    told.push(...answers.map((answer) => (answer.found === 'symlink' ? answer.target : '')));
  }
  return told;
}

/** Answers with the key that was asked for. */
function echo(request: StoreRequest): StoreResponse {
  return {
    found: 'symlink',
    target: 'key' in request ? request.key : '',
    headers: {},
    metadata: {},
  };
}

function keysOf(asked: readonly (readonly StoreRequest[])[]) {
  return asked.map((step) => step.map((request) => ('key' in request ? request.key : '')));
}

describe('side by side', () => {
  test('what they ask next is asked at once, and each gets its own answers', () => {
    const { result, asked } = runOn(
      runAll([asking('a', 1, 2), asking('b'), asking('c', 2), asking('d', 1, 0, 1)]),
      echo,
    );
    expect(keysOf(asked)).toEqual([['a00', 'c00', 'c01', 'd00'], ['a10', 'a11'], ['d20']]);
    expect(result).toEqual([['a00', 'a10', 'a11'], [], ['c00', 'c01'], ['d00', 'd20']]);
  });

  test('no protocol sends no request', () => {
    expect(runOn(runAll([]), echo)).toEqual({ result: [], asked: [] });
  });

  test('one that fails ends all', () => {
    const failing = function* (): Protocol<readonly string[]> {
      yield* ask(link);
      throw new Error('failed');
    };
    expect(() => runOn(runAll([asking('a', 1, 1), failing()]), echo)).toThrow('failed');
  });
});

describe('in chunks', () => {
  test.each([
    [0, []],
    [1, [1]],
    [32, [32]],
    [33, [32, 1]],
    [70, [32, 32, 6]],
  ])('%i are asked as %j, and answered in their order', (many, sizes) => {
    const items = Array.from({ length: many }, (_, i) => `k${i}-`);
    const { result, asked } = runOn(
      runInChunks(items, (item) => asking(item, 1)),
      echo,
    );
    expect(asked.map(({ length }) => length)).toEqual(sizes);
    expect(result).toEqual(items.map((item) => [`${item}00`]));
  });
});
