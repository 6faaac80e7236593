import { describe, expect, test } from 'vitest';
import { DiskFull } from '../../../src/local/storage/disk-full.ts';
import type { DiskRoom } from '../../../src/local/storage/disk-room.ts';
import { createGroupCommit } from '../../../src/local/storage/group-commit.ts';
import { openLmdbTable } from '../../../src/local/storage/lmdb-table.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A transaction that only records that it ran, and how it ended. */
function recorded(log: string[], end: () => void = () => {}) {
  return (work: () => void) => {
    log.push('begin');
    work();
    end();
    log.push('commit');
  };
}

describe('createGroupCommit', () => {
  test('puts the works of one turn into one transaction, in order', async () => {
    const log: string[] = [];
    const { run } = createGroupCommit(recorded(log));
    const works = ['a', 'b', 'c'].map((name) =>
      run(() => {
        log.push(name);
        return name.toUpperCase();
      }),
    );
    expect(await Promise.all(works)).toEqual(['A', 'B', 'C']);
    expect(log).toEqual(['begin', 'a', 'b', 'c', 'commit']);
    await run(() => log.push('d'));
    expect(log.slice(5)).toEqual(['begin', 'd', 'commit']);
  });

  test('resolves no work before the commit', async () => {
    const log: string[] = [];
    const { run } = createGroupCommit(recorded(log));
    await Promise.all([run(() => 1).then(() => log.push('first')), run(() => 2).then(() => log.push('second'))]);
    expect(log).toEqual(['begin', 'commit', 'first', 'second']);
  });

  test('a work that throws fails alone', async () => {
    const log: string[] = [];
    const { run } = createGroupCommit(recorded(log));
    const outcomes = await Promise.allSettled([
      run(() => 'one'),
      run(() => {
        throw new Error('mine');
      }),
      run(() => 'three'),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 'one' },
      { status: 'rejected', reason: { message: 'mine' } },
      { status: 'fulfilled', value: 'three' },
    ]);
    expect(log).toEqual(['begin', 'commit']);
  });

  test('a failed transaction rejects every work, and does not affect the next group', async () => {
    let full = true;
    const { run, afterCommit } = createGroupCommit(
      recorded([], () => {
        if (full) throw new Error('no space left');
      }),
    );
    const acted: string[] = [];
    const outcomes = await Promise.allSettled([
      run(() => afterCommit(() => acted.push('lost'))),
      run(() => {
        throw new Error('mine');
      }),
    ]);
    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { message: 'no space left' } },
      { status: 'rejected', reason: { message: 'no space left' } },
    ]);
    full = false;
    await run(() => afterCommit(() => acted.push('done')));
    expect(acted).toEqual(['done']);
  });

  describe('on a nearly full disk', () => {
    /** Refuses a purpose that needs more space than is left. Each transaction uses up one unit. */
    const nearlyFull = (start: number, log: string[]) => {
      let left = start;
      const least = { body: 9, 'small-body': 9, record: 3, reclaim: 1 };
      const room: DiskRoom = {
        refusal: (purpose) => (left >= least[purpose] ? undefined : new DiskFull(`No room for a ${purpose}.`)),
        isTight: () => left < least.body,
      };
      return createGroupCommit(
        recorded(log, () => {
          left -= 1;
        }),
        room,
      );
    };

    test('each work has its own transaction, if there is space for its purpose', async () => {
      const log: string[] = [];
      const { run } = nearlyFull(4, log);
      const outcomes = await Promise.allSettled([
        run(() => log.push('link')),
        run(() => log.push('deletion'), 'reclaim'),
        run(() => log.push('another link')),
        run(() => log.push('another deletion'), 'reclaim'),
        run(() => log.push('outcome'), 'reclaim'),
        run(() => log.push('too late'), 'reclaim'),
      ]);
      expect(log.join(' ')).toBe(
        'begin link commit begin deletion commit begin another deletion commit begin outcome commit',
      );
      expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : ''))).toEqual([
        '',
        '',
        'DiskFull: No room for a record.',
        '',
        '',
        'DiskFull: No room for a reclaim.',
      ]);
    });

    test('an error of a work, and an action after its commit, do not affect others', async () => {
      const { run, afterCommit } = nearlyFull(8, []);
      const acted: string[] = [];
      const outcomes = await Promise.allSettled([
        run(() => afterCommit(() => acted.push('first'))),
        run(() => {
          throw new Error('mine');
        }),
        run(() => afterCommit(() => acted.push('third'))),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(acted).toEqual(['first', 'third']);
    });

    test('the error of a failed transaction says that the disk is full, and keeps the cause', async () => {
      const broken = new Error('Input/output error');
      const room: DiskRoom = {
        refusal: (purpose) => (purpose === 'reclaim' ? undefined : new DiskFull(`No room for a ${purpose}.`)),
        isTight: () => true,
      };
      const failing = () => {
        throw broken;
      };
      const { run } = createGroupCommit(failing, room);
      await expect(run(() => 1, 'reclaim')).rejects.toMatchObject({ message: 'No room for a body.', cause: broken });
      await expect(run(() => 1)).rejects.toMatchObject({ message: 'No room for a record.' });
    });

    test('with enough space, all share one transaction', async () => {
      const log: string[] = [];
      const { run } = nearlyFull(9, log);
      await Promise.all([run(() => log.push('a')), run(() => log.push('b'), 'reclaim')]);
      expect(log).toEqual(['begin', 'a', 'b', 'commit']);
    });
  });

  test('acts after the commit', async () => {
    const log: string[] = [];
    const { run, afterCommit } = createGroupCommit(recorded(log));
    await run(() => afterCommit(() => log.push('acted')));
    expect(log).toEqual(['begin', 'commit', 'acted']);
  });

  test('takes work that is asked for inside of a work', async () => {
    const { run } = createGroupCommit(recorded([]));
    const inner = await run(() => ({ later: run(() => 'inner') }));
    expect(await inner.later).toBe('inner');
  });

  test('keeps the others’ writes in the database when one throws', async () => {
    const table = openLmdbTable(await temporaryDirectory());
    const { run } = createGroupCommit((work) => table.transaction(work));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_, i) =>
        run(() => {
          if (i % 10 === 3) throw new Error(`${i}`);
          table.put(`k/${i}`, i);
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect(table.range({ from: 'k/', to: 'k0' })).toHaveLength(90);
    await table.close();
  });
});
