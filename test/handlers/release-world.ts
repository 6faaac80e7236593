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
