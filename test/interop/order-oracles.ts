import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Pair = readonly [a: string, b: string];

/** A tool that defines an order. */
export interface Oracle {
  readonly by: 'debian' | 'pep440' | 'maven';
  readonly tool: string;
  /** How to install it on Debian. */
  readonly install: string;
  /** Compares the texts of each pair: -1, 0 or 1. Undefined if the tool is not installed. */
  readonly signs: ((pairs: readonly Pair[]) => readonly number[]) | undefined;
  /** One text in this many is compared. dpkg needs a process for each pair. */
  readonly every: number;
}

/** The jars of libmaven3-core-java. */
const JARS = ['maven-artifact-3.x', 'commons-lang3'].map((name) => `/usr/share/java/${name}.jar`);
const PROGRAM = fileURLToPath(new URL('CompareMaven.java', import.meta.url));

const PACKAGING = `
import sys
from packaging.version import Version
for line in sys.stdin:
    a, b = map(Version, line.rstrip("\\n").split("\\t"))
    print((a > b) - (a < b))
`;

export const ORACLES = {
  debian: {
    by: 'debian',
    tool: 'dpkg',
    install: 'apt-get install dpkg',
    signs: works('dpkg', ['--version']) ? (pairs) => pairs.map(signByDpkg) : undefined,
    every: 17,
  },
  pep440: {
    by: 'pep440',
    tool: 'packaging',
    install: 'apt-get install python3-packaging',
    signs: works('python3', ['-c', 'import packaging.version'])
      ? (pairs) => signsBy('python3', ['-c', PACKAGING], pairs)
      : undefined,
    every: 1,
  },
  maven: {
    by: 'maven',
    tool: 'ComparableVersion',
    install: 'apt-get install default-jdk-headless libmaven3-core-java',
    signs:
      JARS.every((jar) => existsSync(jar)) && works('javac', ['-version'])
        ? (pairs) => signsBy('java', ['-cp', JARS.join(':'), PROGRAM], pairs)
        : undefined,
    every: 1,
  },
} as const satisfies Record<Oracle['by'], Oracle>;

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, [...args], { stdio: 'ignore' }).status === 0;
}

function signByDpkg([a, b]: Pair): number {
  const holds = (relation: string): boolean => works('dpkg', ['--compare-versions', a, relation, b]);
  return holds('lt') ? -1 : holds('gt') ? 1 : 0;
}

/** Runs a program that reads one pair a line and prints one sign a line. */
function signsBy(program: string, args: readonly string[], pairs: readonly Pair[]): readonly number[] {
  const input = pairs.map((pair) => `${pair.join('\t')}\n`).join('');
  const output = execFileSync(program, [...args], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return output.trim().split('\n').map(Number);
}
