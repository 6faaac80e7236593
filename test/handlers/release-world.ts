import { type HandlerWorld, handlerWorld } from './handler-world.ts';

/** A rule with releases. A release is complete with SUMS, which gets an alias, and any .sig, which does not. */
export const RELEASE_RULES = `version: 1
rules:
  - name: set
    match: { prefix: sets/, regex: '^sets/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[A-Za-z]+)$' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['sets/{app}/{version}/SUMS', 'sets/{app}/{version}/*.sig'] }
    aliases: ['sets/{app}/latest/{file}']
`;

/** The candidates are under `tables/{table}/dt=`, so a walk of `tables/a/current/` lists the aliases and no candidates. */
export const PARTITION_RULES = `version: 1
rules:
  - name: tables
    match: { key: 'tables/{table}/dt={dt}/{file}' }
    order: { by: date, on: dt }
    release: { of: '{table}/{dt}', complete: ['tables/{table}/dt={dt}/_SUCCESS'] }
    aliases: ['tables/{table}/current/{file}']
`;

export function setKey(version: string, file: string): string {
  return `sets/a/${version}/${file}`;
}

/** The keys of a whole release with these files. */
export function wholeRelease(version: string, ...files: string[]): string[] {
  return [...files, 'SUMS', 'x.sig'].map((file) => setKey(version, file));
}

export function releaseWorld(options = ''): HandlerWorld {
  return handlerWorld({ rules: `${RELEASE_RULES}${options}` });
}
