import { expect, test } from 'vitest';
import { createOneAtATime } from '../../src/handlers/one-at-a-time.ts';

/** Works that end when they are told to, and what happened in which order. */
function works() {
  const oneAtATime = createOneAtATime();
  const happened: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const run = (key: string, name: string) =>
    oneAtATime(key, () => {
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

test('works of one key wait for each other, in their order; those of another key do not', async () => {
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

test('a work that fails fails alone, and the next one starts', async () => {
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

test('a key whose works are done is free at once', async () => {
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
