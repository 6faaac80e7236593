import { expect, test } from 'vitest';
import { otherClaim, refusedPipeline } from '../../../../src/handlers/http/oidc/match-claims.ts';

test.each([
  [{ id: '1' }, undefined],
  [{ id: 1, more: 'x' }, undefined],
  [{ id: '2' }, undefined],
  [{ id: '3' }, 'id'],
  [{ id: '12' }, 'id'],
  [{ id: null }, 'id'],
  [{ id: ['1'] }, 'id'],
  [{ id: { toString: '1' } }, 'id'],
  [{}, 'id'],
])('the claims %j against the ids 1 and 2: %s', (claims, other) => {
  expect(otherClaim(claims, { id: ['1', '2'] })).toBe(other);
});

test('a claim of GitLab that is a text, and one that is a boolean', () => {
  expect(otherClaim({ ref_protected: 'true' }, { ref_protected: ['true'] })).toBeUndefined();
  expect(otherClaim({ ref_protected: true }, { ref_protected: ['true'] })).toBeUndefined();
  expect(otherClaim({ ref_protected: 'false' }, { ref_protected: ['true'] })).toBe('ref_protected');
});

test.each([
  { event_name: 'push' },
  { event_name: 'workflow_dispatch' },
  { event_name: 'release' },
  { event_name: 'schedule' },
  { pipeline_source: 'push' },
  { pipeline_source: 'web' },
  { project_id: '1', job_project_id: 1 },
  { project_id: '1' },
  {},
])('%j can be accepted', (claims) => {
  expect(refusedPipeline(claims)).toBeUndefined();
});

test.each([
  [{ event_name: 'pull_request' }, 'event_name'],
  [{ event_name: 'pull_request_target' }, 'event_name'],
  [{ pipeline_source: 'merge_request_event' }, 'pipeline_source'],
  [{ pipeline_source: 'external_pull_request_event' }, 'pipeline_source'],
  [{ project_id: '1', job_project_id: '2' }, 'job_project_id'],
])('%j is always refused', (claims, claim) => {
  expect(refusedPipeline(claims)).toContain(`"${claim}"`);
});
