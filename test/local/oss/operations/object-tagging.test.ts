import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OssRig, openOssRig } from '../oss-rig.ts';

let rig: OssRig;
beforeAll(async () => {
  rig = await openOssRig();
  rig.engine.putBucketVersioning({ bucket: 'demo', status: 'Enabled' });
  await rig.send({ method: 'PUT', bucket: 'demo', key: 'k', body: '' });
});
afterAll(() => rig.close());

const on = { bucket: 'demo', key: 'k', query: [['tagging', '']] } as const;

function tag(key: string, value: string) {
  return `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`;
}

function set(tags: string) {
  return `<Tagging><TagSet>${tags}</TagSet></Tagging>`;
}

function put(body: string) {
  return rig.send({ ...on, method: 'PUT', body });
}

test.each([
  tag('a', '1'),
  tag('a', '1') + tag('b', ''),
  tag('with blank', ' x '),
  tag('007', 'true'),
  tag('a+b-c=d.e_f:g/h', 'A'),
])('%s', async (tags) => {
  const written = await put(set(tags));
  expect([written.status, written.body]).toEqual([200, '']);
  const read = await rig.send(on);
  expect(read.body).toContain(set(tags));
  expect(read.headers['x-oss-version-id']).toBe(written.headers['x-oss-version-id']);
});

test.each(['<Tagging><TagSet/></Tagging>', '<Tagging>\n<TagSet>\n</TagSet>\n</Tagging>'])(
  '%j empties the set',
  async (body) => {
    await put(set(tag('a', '1')));
    expect((await put(body)).status).toBe(200);
    expect((await rig.send(on)).body).toContain('<Tagging><TagSet></TagSet></Tagging>');
  },
);

test('deleting', async () => {
  await put(set(tag('a', '1')));
  const { status, headers } = await rig.send({ ...on, method: 'DELETE' });
  expect([status, headers['x-oss-version-id']]).toEqual([204, expect.stringMatching(/^[\w.]{64}$/)]);
  expect((await rig.send(on)).body).toContain('<TagSet></TagSet>');
});

test.each([
  ['a name twice', set(tag('a', '1') + tag('a', '2')), 'InvalidTag'],
  ['"&" in a name', set(tag('a&amp;b', '1')), 'InvalidTag'],
  ['a long name', set(tag('x'.repeat(129), '1')), 'InvalidTag'],
  ['a long value', set(tag('a', 'x'.repeat(257))), 'InvalidTag'],
  ['eleven', set(Array.from({ length: 11 }, (_, i) => tag(`t${i}`, '')).join('')), 'BadRequest'],
  ['no value', set('<Tag><Key>a</Key></Tag>'), 'MalformedXML'],
  ['no set', '<Tagging/>', 'MalformedXML'],
  ['no document', '', 'MalformedXML'],
])('%s: %s', async (_, body, code) => {
  const answer = await put(body);
  expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([400, code]);
});

test.each(['GET', 'PUT', 'DELETE'])('%s of a missing object', async (method) => {
  const answer = await rig.send({ ...on, key: 'absent', method, ...(method === 'PUT' ? { body: set('') } : {}) });
  expect([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]]).toEqual([404, 'NoSuchKey']);
});
