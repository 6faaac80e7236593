import { expect, test } from 'vitest';
import { contentHeaderNames } from '../../src/oss-wire/content-header-names.ts';

test.each(Object.entries(contentHeaderNames))('%s is the header %s', (field, name) => {
  expect(name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())).toBe(field);
});
