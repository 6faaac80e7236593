/** The text of a rules file with three aliases for each file of a release. */
export const APP_RULES = `version: 1
rules:
  - name: app
    match:
      prefix: releases/
      regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$'
    order: { by: semver, on: version }
    aliases:
      - releases/{app}/latest/{file}
      - releases/{app}/v{version.major}/{file}
      - { key: 'releases/{app}/next/{file}', prereleases: true }
`;

/** The key of a file of one version. */
export function fileOf(version: string): string {
  return `releases/app/${version}/app.tgz`;
}

/** The key of the alias that always points at the greatest version. */
export const LATEST = 'releases/app/latest/app.tgz';
