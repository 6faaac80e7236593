import { describe, expect, it } from 'vitest';
import { ENVIRONMENT_LIMIT, environmentOf } from '../../../src/local/runtime/environment.ts';

const ACCOUNT = { accountId: '123', region: 'cn-hangzhou' };

function configOf(environment: Record<string, string>) {
  return {
    name: 'sweep',
    handler: 'sweep.handler',
    memory: 512,
    timeout: 60,
    environment,
  };
}

describe('environmentOf', () => {
  it('holds what the platform sets and what the owner does', () => {
    const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };
    expect(environmentOf({ ...ACCOUNT, credentials }, configOf({ OSS_BUCKET: 'demo' }), 'c-1')).toEqual({
      OSS_BUCKET: 'demo',
      FC_FUNC_CODE_PATH: '/code/',
      FC_ACCOUNT_ID: '123',
      FC_REGION: 'cn-hangzhou',
      FC_INSTANCE_ID: 'c-1',
      FC_FUNCTION_NAME: 'sweep',
      FC_FUNCTION_HANDLER: 'sweep.handler',
      FC_FUNCTION_MEMORY_SIZE: '512',
      FC_CUSTOM_LISTEN_PORT: '9000',
      FC_VER_ID: 'LATEST',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
      ALIBABA_CLOUD_SECURITY_TOKEN: '',
    });
  });

  it('holds no credentials where there is no role', () => {
    expect(environmentOf(ACCOUNT, configOf({}), 'c-1')).not.toHaveProperty('ALIBABA_CLOUD_ACCESS_KEY_ID');
  });

  it.each(['FC_REGION', 'FC_X', '1A', '_A', 'A-B', ''])('refuses the name %o', (name) => {
    expect(() => environmentOf(ACCOUNT, configOf({ [name]: 'x' }), 'c-1')).toThrow(
      `function sweep: the environment variable '${name}' is refused`,
    );
  });

  it('takes 4 KB of names and values, and not a byte more', () => {
    const filled = (length: number) => configOf({ A: 'x'.repeat(length - 1) });
    expect(() => environmentOf(ACCOUNT, filled(ENVIRONMENT_LIMIT), 'c-1')).not.toThrow();
    expect(() => environmentOf(ACCOUNT, filled(ENVIRONMENT_LIMIT + 1), 'c-1')).toThrow('take 4097 bytes');
    expect(() => environmentOf(ACCOUNT, configOf({ A: '发'.repeat(1366) }), 'c-1')).toThrow('take 4099 bytes');
  });
});
