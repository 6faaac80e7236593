import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  createLimiter,
  createOneAtATime,
  eachLimited,
  mapOrdered,
  untilAborted,
} from '../../../src/handlers/work/concurrency.ts';

test('never works on more than the limit, nor draws ahead of it', async () => {
  let running = 0;
  let most = 0;
  let drawn = 0;
  let done = 0;
  async function* items() {
    for (; drawn < 100; drawn++) yield drawn;
  }
  await eachLimited(items(), 4, async () => {
    running++;
    most = Math.max(most, running);
    expect(drawn - done).toBeLessThanOrEqual(5);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    done++;
  });
  expect([most, done, running]).toEqual([4, 100, 0]);
});

test('starts a call only while the weight of the running ones is below the limit', async () => {
  const running = new Set<number>();
  const together: number[][] = [];
  const work = async (weight: number) => {
    running.add(weight);
    together.push([...running]);
    await turn();
    running.delete(weight);
  };
  await eachLimited([1, 2, 7, 4, 3], 4, work, (weight) => weight);
  expect(together).toEqual([[1], [1, 2], [1, 2, 7], [4], [3]]);
});

describe('a limiter', () => {
  test('runs no more calls than its limit, in order', async () => {
    const limiter = createLimiter(2);
    let running = 0;
    const seen: [number, number][] = [];
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        limiter(async () => {
          seen.push([n, ++running]);
          await turn();
          running--;
          return n;
        }),
      ),
    );
    expect(results).toEqual([1, 2, 3, 4, 5]);
    expect(seen.map(([n]) => n)).toEqual([1, 2, 3, 4, 5]);
    expect(Math.max(...seen.map(([, most]) => most))).toBe(2);
  });

  test('goes on after a failure', async () => {
    const limiter = createLimiter(1);
    await expect(limiter(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await limiter(async () => 'yes')).toBe('yes');
  });
});

test('a failure ends it after what is under way, and is thrown', async () => {
  const seen: number[] = [];
  await expect(
    eachLimited([1, 2, 3, 4, 5, 6, 7, 8], 2, async (item) => {
      seen.push(item);
      if (item === 2) throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(seen.length).toBeLessThan(8);
});

test('a source that fails ends it after what is under way, and is thrown', async () => {
  let ended = 0;
  async function* items() {
    yield* [1, 2];
    throw new Error('no more');
  }
  await expect(
    eachLimited(items(), 4, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      ended++;
    }),
  ).rejects.toThrow('no more');
  expect(ended).toBe(2);
});

describe('map ordered', () => {
  async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
    const items: T[] = [];
    for await (const item of source) items.push(item);
    return items;
  }

  test.each([
    [0, 4],
    [1, 4],
    [4, 4],
    [9, 4],
    [9, 1],
  ])('%i results in the order of the items, %i at once', async (count, limit) => {
    const items = Array.from({ length: count }, (_, i) => i);
    let running = 0;
    let most = 0;
    const work = async (i: number) => {
      most = Math.max(most, ++running);
      for (let turns = (i * 7) % 5; turns > 0; turns--) await turn();
      running--;
      return i * 10;
    };
    expect(await collect(mapOrdered(items, limit, work))).toEqual(items.map((i) => i * 10));
    expect(most).toBeLessThanOrEqual(limit);
  });

  test('items are drawn no further ahead than the limit, however slow the reader', async () => {
    let drawn = 0;
    const endless = (function* () {
      for (;;) yield drawn++;
    })();
    const results = mapOrdered(endless, 3, async (i) => i);
    for (let i = 0; i < 10; i++) await results.next();
    await turn();
    expect(drawn).toBeLessThanOrEqual(10 + 3);
    await results.return(undefined);
  });

  describe('what fails', () => {
    test('is thrown in its turn, after the results before it, and nothing goes on behind it', async () => {
      const seen: number[] = [];
      let running = 0;
      const failing = async (i: number) => {
        running++;
        await turn();
        if (i !== 2) for (let turns = 5; turns > 0; turns--) await turn();
        running--;
        if (i === 2) throw new Error('two');
        return i;
      };
      const run = async () => {
        for await (const i of mapOrdered([0, 1, 2, 3, 4, 5], 3, failing)) seen.push(i);
      };
      await expect(run()).rejects.toThrow('two');
      expect([seen, running]).toEqual([[0, 1], 0]);
    });

    test('so is the error of the source', async () => {
      const source = (function* () {
        yield 1;
        throw new Error('listing');
      })();
      await expect(collect(mapOrdered(source, 3, async (i) => i))).rejects.toThrow('listing');
    });
  });
});

describe('createOneAtATime', () => {
  /** Works that end on request, and the order of what happened. */
  function works() {
    const oneAtATime = createOneAtATime();
    const happened: string[] = [];
    const ends = new Map<string, (error?: Error) => void>();
    const run = (key: string, name: string) =>
      oneAtATime([key], () => {
        happened.push(`${name} starts`);
        return new Promise<string>((resolve, reject) => {
          ends.set(name, (error) => (error === undefined ? resolve(name) : reject(error)));
        });
      });
    return { happened, run, end: (name: string, error?: Error) => ends.get(name)?.(error) };
  }

  function settled() {
    return new Promise((resolve) => setImmediate(resolve));
  }

  test('runs works of one key in order, and works of another key at the same time', async () => {
    const { happened, run, end } = works();
    const all = [run('a', 'a1'), run('a', 'a2'), run('a', 'a3'), run('b', 'b1')];
    await settled();
    expect(happened).toEqual(['a1 starts', 'b1 starts']);
    end('a1');
    await settled();
    expect(happened).toEqual(['a1 starts', 'b1 starts', 'a2 starts']);
    end('a2');
    await settled();
    end('a3');
    end('b1');
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  test('runs works with a common key in order', async () => {
    const oneAtATime = createOneAtATime();
    const happened: string[] = [];
    const run = (keys: readonly string[]) =>
      oneAtATime(keys, async () => {
        happened.push(`${keys} starts`);
        await turn();
        happened.push(`${keys} ends`);
      });
    await Promise.all([run(['a']), run(['a', 'b']), run(['b', 'c']), run(['d'])]);
    expect(happened.filter((one) => !one.startsWith('d'))).toEqual(
      ['a', 'a,b', 'b,c'].flatMap((keys) => [`${keys} starts`, `${keys} ends`]),
    );
    expect(happened.indexOf('d starts')).toBeLessThan(happened.indexOf('a,b starts'));
  });

  test('starts the next work of a key after one that fails', async () => {
    const { run, end } = works();
    const first = run('a', 'a1');
    const second = run('a', 'a2');
    await settled();
    end('a1', new Error('away'));
    await expect(first).rejects.toThrow('away');
    await settled();
    end('a2');
    expect(await second).toBe('a2');
  });

  test('starts at once if the works of the key are done', async () => {
    const { happened, run, end } = works();
    const first = run('a', 'a1');
    await settled();
    end('a1');
    await first;
    const second = run('a', 'a2');
    await settled();
    expect(happened).toEqual(['a1 starts', 'a2 starts']);
    end('a2');
    expect(await second).toBe('a2');
  });
});

describe('untilAborted', () => {
  test('yields every item without an abort', () => {
    expect([...untilAborted([1, 2, 3], undefined)]).toEqual([1, 2, 3]);
    expect([...untilAborted([1, 2, 3], new AbortController().signal)]).toEqual([1, 2, 3]);
  });

  test('yields nothing more after an abort', () => {
    const stop = new AbortController();
    const taken: number[] = [];
    for (const item of untilAborted([1, 2, 3], stop.signal)) {
      taken.push(item);
      if (item === 2) stop.abort();
    }
    expect(taken).toEqual([1, 2]);
    expect([...untilAborted([1, 2, 3], stop.signal)]).toEqual([]);
  });
});
