/** A part of the tests that runs in one way. Every test file belongs to exactly one. */
interface TestProject {
  readonly name: 'fast' | 'commands' | 'slow';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /**
   * Whether each file gets a process of its own. To start one and load the modules again takes longer than most files
   * run. Files that share a process must leave its environment, working directory and globals as they found them.
   */
  readonly isolate: boolean;
}

const everyTest = ['test/**/*.test.ts'];

/** Tests that start processes, need the build, or take seconds. */
const slow = [
  'test/handlers/quiet-sweep.test.ts',
  'test/{acceptance,contract,deploy,docs,entries,interop,simulation,walls}/**/*.test.ts',
  'test/cli/**/{bin,completion,dev,invoke,package,read-rules-text,stop-signal}.test.ts',
  'test/local/**/{cloud,function-instance,function-pool,function-runtime,start-functions}.test.ts',
  'test/local/**/{divided-sweep,lmdb-table,lock-data-dir,process-start,stored-headers}.test.ts',
];

/** The command line loads every other room, and the full lint searches long. They take a third of the time of `fast`. */
const commands = ['test/cli/**/*.test.ts', 'test/lint/lint-rules.test.ts'];

/** `npm run test:fast` runs the first, `npm test` all. */
export const testProjects: readonly TestProject[] = [
  { name: 'fast', include: everyTest, exclude: [...slow, ...commands], isolate: false },
  { name: 'commands', include: commands, exclude: slow, isolate: false },
  { name: 'slow', include: slow, exclude: [], isolate: true },
];
