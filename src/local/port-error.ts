import { AutoaliasError } from '../autoalias-error.ts';

/** A server that has to listen somewhere. */
export interface Listener {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** What a person sets it by. */
  readonly setting: string;
}

/** What is wrong, and what to do. */
const REASONS: Readonly<Record<string, readonly [why: string, instead: string]>> = {
  EADDRINUSE: ['another program listens there', 'stop it, or set another port (0 picks a free one)'],
  EACCES: ['this user may not listen there', 'set a port above 1023 (0 picks a free one)'],
  EADDRNOTAVAIL: ['this machine has no such address', 'name one that it has with --host or AUTOALIAS_HOST'],
};

/** The error of a server that could not listen, in words that say what to set. Others are given back as they are. */
export const portError = (error: unknown, { name, host, port, setting }: Listener): unknown => {
  const reason = error instanceof Error && 'code' in error ? REASONS[String(error.code)] : undefined;
  if (reason === undefined) return error;
  return new AutoaliasError(
    'config-invalid',
    `${name}: cannot listen on ${host} port ${port} (${setting}): ${reason[0]}; ${reason[1]}`,
    { cause: error },
  );
};
