import { resolve } from 'node:path';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Credentials } from '../../stores/oss/credentials.ts';

/** How `autoalias dev` is set up by its environment. */
export interface DevConfig {
  readonly host: string;
  readonly storePort: number;
  readonly apiPort: number;
  /** Absolute. */
  readonly dataDir: string;
  /** Absolute; absent: the functions' own rules. */
  readonly rulesFile?: string;
  readonly credentials: Credentials;
  /** Absent: one is made and kept in the data directory. */
  readonly token?: string;
  readonly duplicates: boolean;
}

const DEFAULT_SECRET = 'autoalias-secret';

/** A variable that is set to nothing is a variable that is not set. */
const given = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? undefined : value);

const text = (fallback: string) => z.preprocess(given, z.string().trim().default(fallback));
const optional = z.preprocess(given, z.string().trim().optional());
const port = (fallback: number) =>
  z.preprocess(
    given,
    z
      .string()
      .trim()
      .regex(/^\d{1,5}$/, 'write a port from 0 to 65535, where 0 picks a free one')
      .transform(Number)
      .refine((number) => number <= 65_535, 'write a port from 0 to 65535, where 0 picks a free one')
      .default(fallback),
  );
/** Both travel in a header, where a space ends them. */
const word = (fallback: string) =>
  z.preprocess(
    given,
    z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]+$/, 'write printable ASCII characters without spaces')
      .default(fallback),
  );
const flag = z.preprocess(
  given,
  z
    .enum(['1', 'true', 'yes', '0', 'false', 'no'], 'write 1 to turn it on, or 0')
    .transform((value) => ['1', 'true', 'yes'].includes(value))
    .default(false),
);

const schema = z
  .object({
    AUTOALIAS_HOST: text('127.0.0.1'),
    AUTOALIAS_STORE_PORT: port(9000),
    AUTOALIAS_PORT: port(9001),
    AUTOALIAS_DATA: text('.autoalias'),
    AUTOALIAS_RULES: optional,
    AUTOALIAS_TOKEN: z.preprocess(
      given,
      z
        .string()
        .trim()
        .regex(/^[\x21-\x7e]+$/, 'write printable ASCII characters without spaces')
        .optional(),
    ),
    AUTOALIAS_DUPLICATES: flag,
    OSS_ACCESS_KEY_ID: word('autoalias'),
    OSS_ACCESS_KEY_SECRET: word(DEFAULT_SECRET),
  })
  .refine((env) => env.AUTOALIAS_PORT === 0 || env.AUTOALIAS_PORT !== env.AUTOALIAS_STORE_PORT, {
    path: ['AUTOALIAS_PORT'],
    message: 'the store has this port (AUTOALIAS_STORE_PORT); write another one, or 0 to have a free one picked',
  })
  .refine((env) => isLoopback(env.AUTOALIAS_HOST) || env.OSS_ACCESS_KEY_SECRET !== DEFAULT_SECRET, {
    path: ['AUTOALIAS_HOST'],
    message:
      'other machines could reach it, and everybody knows the default secret; set OSS_ACCESS_KEY_SECRET as well, or write 127.0.0.1',
  });

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);

/**
 * Reads the environment. Relative paths are taken from `directory`. Throws `config-invalid` with a line for each value
 * that cannot work.
 */
export const readDevConfig = (env: Readonly<Record<string, string | undefined>>, directory: string): DevConfig => {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path: [name], message }) => {
      const value = env[String(name)];
      const shown = name === 'OSS_ACCESS_KEY_SECRET' || name === 'AUTOALIAS_TOKEN' ? '' : ` '${value ?? ''}'`;
      return `environment variable ${String(name)}: the value${shown} cannot be used: ${message}`;
    });
    throw new AutoaliasError('config-invalid', lines.join('\n'));
  }
  const values = parsed.data;
  return {
    host: values.AUTOALIAS_HOST,
    storePort: values.AUTOALIAS_STORE_PORT,
    apiPort: values.AUTOALIAS_PORT,
    dataDir: resolve(directory, values.AUTOALIAS_DATA),
    ...(values.AUTOALIAS_RULES === undefined ? {} : { rulesFile: resolve(directory, values.AUTOALIAS_RULES) }),
    credentials: { accessKeyId: values.OSS_ACCESS_KEY_ID, accessKeySecret: values.OSS_ACCESS_KEY_SECRET },
    ...(values.AUTOALIAS_TOKEN === undefined ? {} : { token: values.AUTOALIAS_TOKEN }),
    duplicates: values.AUTOALIAS_DUPLICATES,
  };
};
