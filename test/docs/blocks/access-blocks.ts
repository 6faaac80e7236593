import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { readAccessSettings } from '../../../src/handlers/http/access/access-settings.ts';

/** What is wrong with a value of AUTOALIAS_TOKENS. */
export function tokensFlaw(text: string): string | undefined {
  return readAccessSettings({ token: undefined, tokens: text, oidc: undefined }).flaws[0];
}

/** What is wrong with a value of AUTOALIAS_OIDC. */
export function oidcFlaw(text: string): string | undefined {
  return readAccessSettings({ token: undefined, tokens: undefined, oidc: text }).flaws[0];
}

/** What is wrong with the file of a CI pipeline: it is not YAML, has no scripts, or bash cannot parse one of them. */
export function pipelineFlaw(text: string): string | undefined {
  const scripts = scriptsIn(parse(text));
  if (scripts.length === 0) return 'it has no script';
  for (const script of scripts) {
    // GitHub replaces its expressions before a shell sees the script.
    const { status, stderr } = spawnSync('bash', ['-n'], {
      input: script.replace(/\$\{\{.*?\}\}/g, 'x'),
      encoding: 'utf8',
    });
    if (status !== 0) return stderr;
  }
  return undefined;
}

/** The texts below each `run` of GitHub Actions and each `script` of GitLab CI. */
function scriptsIn(value: unknown, isScript = false): readonly string[] {
  if (typeof value === 'string') return isScript ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((one) => scriptsIn(one, isScript));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) => scriptsIn(below, name === 'run' || name === 'script'));
}
