import { AutoaliasError } from '../../autoalias-error.ts';
import { utf8Length } from '../../utf8-length.ts';
import type { Account, FunctionConfig } from './function-config.ts';

/** Limit for all names and values together, in bytes (Function Compute, "Environment variables"). */
export const ENVIRONMENT_LIMIT = 4096;

/**
 * The whole environment of an instance: the variables of the platform and those of the function's configuration. It has
 * no variables of the local cloud's own process, because Function Compute would not have them either.
 *
 * @throws AutoaliasError `config-invalid` for names and sizes that CreateFunction refuses.
 */
export function environmentOf(
  account: Account,
  config: FunctionConfig,
  instanceId: string,
): Readonly<Record<string, string>> {
  checkEnvironment(config);
  return {
    ...config.environment,
    FC_FUNC_CODE_PATH: '/code/',
    FC_ACCOUNT_ID: account.accountId,
    FC_REGION: account.region,
    FC_INSTANCE_ID: instanceId,
    FC_FUNCTION_NAME: config.name,
    FC_FUNCTION_HANDLER: config.handler,
    FC_FUNCTION_MEMORY_SIZE: String(config.memory),
    FC_CUSTOM_LISTEN_PORT: '9000',
    FC_VER_ID: 'LATEST',
    ...credentialVariables(account),
  };
}

function credentialVariables({ credentials }: Account): Readonly<Record<string, string>> {
  return credentials
    ? {
        ALIBABA_CLOUD_ACCESS_KEY_ID: credentials.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: credentials.accessKeySecret,
        ALIBABA_CLOUD_SECURITY_TOKEN: credentials.securityToken ?? '',
      }
    : {};
}

/** Throws AutoaliasError `config-invalid` for names and sizes that CreateFunction refuses. */
export function checkEnvironment({ name, environment }: FunctionConfig): void {
  for (const variable of Object.keys(environment)) {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(variable) || variable.startsWith('FC_')) {
      throw new AutoaliasError(
        'config-invalid',
        `function ${name}: the environment variable '${variable}' is refused: names begin with a letter, hold letters, ` +
          'digits and _, and do not begin with FC_, which is the platform’s own; choose another name',
      );
    }
  }
  const bytes = Object.entries(environment).reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0);
  if (bytes > ENVIRONMENT_LIMIT) {
    throw new AutoaliasError(
      'config-invalid',
      `function ${name}: its environment variables take ${bytes} bytes, and Function Compute allows ` +
        `${ENVIRONMENT_LIMIT} for names and values together; put the longest value into a file or into the bucket`,
    );
  }
}
