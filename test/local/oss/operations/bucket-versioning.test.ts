import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
});
afterAll(() => rig.close());

const versioning = { bucket: 'demo', query: [['versioning', '']] } as const;

function put(status: string) {
  return rig.send({
    ...versioning,
    method: 'PUT',
    body: `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`,
  });
}

test('nothing, then enabled, then suspended', async () => {
  expect((await rig.send(versioning)).body).toMatch(/<VersioningConfiguration><\/VersioningConfiguration>$/);
  for (const status of ['Enabled', 'Suspended', 'Enabled']) {
    expect((await put(status)).status).toBe(200);
    expect((await rig.send(versioning)).body).toContain(`<Status>${status}</Status>`);
  }
});

test.each([
  ['<VersioningConfiguration><Status>Never</Status></VersioningConfiguration>', 'MalformedXML'],
  ['<VersioningConfiguration><Status/></VersioningConfiguration>', 'MalformedXML'],
  ['<VersioningConfiguration/>', 'MalformedXML'],
  ['<Versioning><Status>Enabled</Status></Versioning>', 'MalformedXML'],
  ['', 'MalformedXML'],
])('%s is refused', async (body, code) => {
  const answer = await rig.send({ ...versioning, method: 'PUT', body });
  expect(answer.status).toBe(400);
  expect(answer.body).toContain(`<Code>${code}</Code>`);
});
