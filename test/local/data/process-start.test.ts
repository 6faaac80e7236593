import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processStart } from '../../../src/local/data/process-start.ts';

function sleeping() {
  return spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
}

describe('processStart', () => {
  it('is the same each time for one process', () => {
    expect(processStart(process.pid)).toBe(processStart(process.pid));
    expect(processStart(process.pid)).not.toBe('gone');
  });

  it('reports that a process has ended', async () => {
    const child = sleeping();
    const pid = child.pid ?? 0;
    expect(processStart(pid)).not.toBe('gone');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(processStart(pid)).toBe('gone');
  });

  it.runIf(existsSync('/proc/self/stat'))('is a number of ticks', () => {
    expect(processStart(process.pid)).toMatch(/^\d+$/);
  });
});
