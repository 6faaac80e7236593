/** A rules file in JSON with a folder for each team, semantic versions and two aliases. */
export function rulesJson(teams: number): string {
  const rules = Array.from({ length: teams }, (_, team) => ({
    name: `team-${team}`,
    match: {
      prefix: `team-${team}/releases/`,
      regex: `^team-${team}/releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$`,
    },
    order: { by: 'semver', on: 'version' },
    aliases: [`team-${team}/releases/{app}/latest/{file}`, `team-${team}/releases/{app}/v{version.major}/{file}`],
  }));
  return JSON.stringify({ version: 1, rules });
}

/** A key of a team's release. */
export function keyOf(team: number, release: number): string {
  return `team-${team}/releases/app-${release % 7}/${1 + (release % 9)}.${release % 13}.${release % 31}/tool-${release % 5}.tgz`;
}
