import { AutoaliasError } from '../autoalias-error.ts';

/** A server that is to listen, and what a person sets to have it listen elsewhere. */
export interface Listener {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly variable: string;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'this user may not listen there',
  EADDRNOTAVAIL: 'this machine has no such address',
};

/** The error of a server that could not listen, in words that say what to set. Others are given back as they are. */
export const portError = (error: unknown, { name, host, port, variable }: Listener): unknown => {
  const reason = error instanceof Error && 'code' in error ? REASONS[String(error.code)] : undefined;
  if (reason === undefined) return error;
  return new AutoaliasError(
    'config-invalid',
    `${name}: cannot listen on ${host} port ${port}: ${reason}; stop it, or set ${variable} to another port (0 picks a free one)`,
    { cause: error },
  );
};
