import { hostname, userInfo } from 'node:os';

/** Who runs the command: `user@host`. The operating system may not know the name of the user, as in some containers. */
export function cliActor(): string {
  return `${userName()}@${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
