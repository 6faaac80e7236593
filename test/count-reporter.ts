import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one line that programs can read: "N passed, N failed". Vitest wants a class, and the default export. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.state() === 'failed' && module.errors().length > 0).length;
    const failed = count('failed') + broken + errors.length;
    const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
    // Last of all, after the default reporter's own summary, which is written in the same turn.
    process.on('exit', () => process.stdout.write(`\n${count('passed')} passed, ${failed} failed${skipped}\n`));
  }
}
