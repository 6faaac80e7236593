import { expect, test } from 'vitest';
import { loadPackage } from '../../../src/cli/invoke/load-package.ts';

test('loads a package', () => {
  expect(loadPackage('@alicloud/fc2', 'calling it')).toBeTypeOf('function');
});

test('says what to install', () => {
  expect(() => loadPackage('@alicloud/no-such-package', 'calling it')).toThrow(
    expect.objectContaining({
      code: 'config-invalid',
      message:
        'calling it needs the package @alicloud/no-such-package, which is not installed; install it next to autoalias: npm install @alicloud/no-such-package',
    }),
  );
});
