import { AutoaliasError } from '../../autoalias-error.ts';
import { codeOf } from '../../error-text.ts';

/** The host and port that a server should listen on. */
export interface Listener {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** The flag and the environment variable that set the port. */
  readonly setting: string;
}

/** The problem and its solution, by error code. */
const REASONS: Readonly<Record<string, readonly [why: string, instead: string]>> = {
  EADDRINUSE: ['another program listens there', 'stop it, or set another port (0 picks a free one)'],
  EACCES: ['this user may not listen there', 'set a port above 1023 (0 picks a free one)'],
  ERR_SOCKET_BAD_PORT: ['a port is a whole number up to 65535', 'set another port (0 picks a free one)'],
  EADDRNOTAVAIL: ['this machine has no such address', 'name one that it has with --host or AUTOALIAS_HOST'],
};

/** Explains the error of a server that could not listen. Returns all other errors unchanged. */
export function portError(error: unknown, { name, host, port, setting }: Listener): unknown {
  const reason = REASONS[codeOf(error) ?? ''];
  if (reason === undefined) return error;
  return new AutoaliasError(
    'config-invalid',
    `${name}: cannot listen on ${host} port ${port} (${setting}): ${reason[0]}; ${reason[1]}`,
    { cause: error },
  );
}
