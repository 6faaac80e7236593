import { expect, test } from 'vitest';
import { shownNow } from '../../../src/aliases/past/shown-target.ts';
import { isoTime, shownView } from '../../../src/handlers/past/shown-view.ts';

test('times are ISO 8601, and other fields stay', () => {
  const lastModified = Date.UTC(2026, 9, 1);
  const shown = shownNow({ found: 'symlink', target: 't', headers: {}, metadata: {}, lastModified });
  expect(shownView({ ...shown, alias: 'a' })).toMatchObject({ alias: 'a', target: 't', since: '2026-10-01T00:00:00Z' });
  expect(isoTime(null)).toBeNull();
});
