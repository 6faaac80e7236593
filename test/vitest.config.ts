import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { testProjects } from './test-projects.ts';

/** Imports rules and data files as text, like esbuild's text loader in the build. */
const textFiles = {
  name: 'text-files',
  enforce: 'pre' as const,
  load: (id: string) =>
    /\.(?:yaml|txt)$/.test(id) ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : undefined,
};

export default defineConfig({
  // Paths below, and the working directory that tests expect, are those of the project, not of this file.
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [textFiles],
  test: {
    projects: testProjects.map(({ name, include, exclude, isolate }) => ({
      extends: true as const,
      test: { name, include: [...include], exclude: [...exclude], isolate },
    })),
    reporters: ['default', './test/count-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
