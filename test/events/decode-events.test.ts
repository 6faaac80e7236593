import { describe, expect, test } from 'vitest';
import { decodeEvents } from '../../src/events/decode-events.ts';
import type { ChangeSource } from '../../src/events/decoded-event.ts';
import { bosRecord, SECRETS } from './bos-record.ts';
import { cloudEvent, queueEvent, record, smqRecord } from './record.ts';
import { cephRecord, httpSourceEvent, minioEvent, s3Record } from './s3-record.ts';

const put = 'ObjectCreated:PutObject';
const key = 'releases/app/1.10.0/app.tgz';

function base64(value: unknown) {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}

function lines(text: string) {
  return text.replace(/.{76}/g, '$&\r\n');
}

function change(source: ChangeSource, of: string = key) {
  return {
    bucket: 'demo',
    key: of,
    event: put,
    source,
    time: '2026-11-20T08:09:10.000Z',
    requestId: '6740A1B2C3D4E5F607182930',
    actor: '123456789',
  };
}

const inputs: readonly [string, ChangeSource, (of: string) => unknown][] = [
  ['Function Compute', 'function-compute', (of) => ({ events: [record(put, of)] })],
  ['Function Compute, names with oss:', 'function-compute', (of) => ({ events: [record(`oss:${put}`, of)] })],
  ['one CloudEvent', 'eventbridge', (of) => cloudEvent(`oss:${put}`, of)],
  ['one CloudEvent, type without oss:', 'eventbridge', (of) => cloudEvent(put, of)],
  ['a batch of CloudEvents', 'eventbridge', (of) => [cloudEvent(`oss:${put}`, of)]],
  ['a batch of CloudEvents as texts', 'eventbridge', (of) => [JSON.stringify(cloudEvent(`oss:${put}`, of))]],
  ['SMQ, raw Base64', 'smq', (of) => base64({ events: [record(put, of)] })],
  ['SMQ, Base64 in lines', 'smq', (of) => lines(base64({ events: [record(put, of)] }))],
  ['SMQ, Base64 as a JSON text', 'smq', (of) => JSON.stringify(base64({ events: [record(put, of)] }))],
  ['SMQ, as the page prints it', 'smq', (of) => base64({ events: [smqRecord(put, of)] })],
  ['SMQ, a topic notification', 'smq', (of) => ({ TopicName: 't', Message: base64({ events: [smqRecord(put, of)] }) })],
  ['SMQ, a received message', 'smq', (of) => ({ MessageId: '1', MessageBody: base64({ events: [record(put, of)] }) })],
  ['SMQ, event stream', 'smq', (of) => ({ requestId: '1', messageBody: base64({ events: [record(put, of)] }) })],
  ['SMQ, body decoded by the relay', 'smq', (of) => ({ body: JSON.stringify({ events: [record(put, of)] }) })],
  ['SMQ, body parsed by the relay', 'smq', (of) => ({ body: { events: [record(put, of)] } })],
  ['SMQ through EventBridge', 'smq', (of) => queueEvent(base64({ events: [smqRecord(put, of)] }))],
  ['SMQ through EventBridge, decoded', 'smq', (of) => queueEvent(JSON.stringify({ events: [record(put, of)] }))],
  ['SMQ through EventBridge, batch', 'smq', (of) => [queueEvent(base64({ events: [record(put, of)] }))]],
];

const carriers: readonly [string, (value: unknown) => unknown][] = [
  ['Buffer', (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))],
  ['Uint8Array', (value) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))],
  ['text', (value) => (typeof value === 'string' ? value : JSON.stringify(value))],
  ['text after a byte order mark', (value) => `\u{feff}${typeof value === 'string' ? value : JSON.stringify(value)}`],
  ['value', (value) => value],
];

describe.each(inputs)('%s', (_name, source, input) => {
  test.each(carriers)('as %s', (_carrier, carry) => {
    expect(decodeEvents(carry(input(key)))).toEqual({ changes: [change(source)], skipped: [], malformed: [] });
  });
});

describe('keys are taken from the event unchanged', () => {
  const keys = [
    'releases/my app/1.0.0/read me.txt',
    'releases/a+b/1.0.0+build.5/x.tgz',
    'releases/a%2Fb/1.0.0/100%.txt',
    'releases/应用/1.0.0/安装包.zip',
    'releases/app/1.0.0/🚀 launch.tgz',
    `releases/"quoted"/it's/1.0.0/back\\slash`,
    'releases//1.0.0/./../x',
    'releases/app/1.0.0/tab\tline\nend',
    'events',
    'k'.repeat(1023),
    `${'界'.repeat(341)}`,
  ];
  describe.each(keys)('%s', (awkward) => {
    test.each(inputs)('%s', (_name, source, input) => {
      expect(decodeEvents(Buffer.from(carriers[2]?.[1](input(awkward)) as string)).changes).toEqual([
        change(source, awkward),
      ]);
    });
  });
});

test('a batch of relevant, skipped and malformed events: each is in one list, and a malformed event does not affect the others', () => {
  const events = [
    record(put, 'a'),
    record('ObjectCreated:PutSymlink', 'alias'),
    record('ObjectRemoved:DeleteObject', 'b'),
    record(put, 17),
    record('ObjectDownloaded:GetObject', 'c'),
    null,
    record('ObjectRemoved:DeleteObjects', 'd'),
  ];
  const decoded = decodeEvents(JSON.stringify({ events }));
  expect(decoded.changes.map(({ key: of, event }) => [of, event])).toEqual([
    ['a', put],
    ['b', 'ObjectRemoved:DeleteObject'],
    ['d', 'ObjectRemoved:DeleteObjects'],
  ]);
  expect(decoded.skipped).toEqual([
    {
      kind: 'skipped',
      path: 'events[1]',
      event: 'ObjectCreated:PutSymlink',
      bucket: 'demo',
      actor: '123456789',
      time: '2026-11-20T08:09:10.000Z',
      key: 'alias',
      reason: 'a link was created; links are aliases, never candidates',
    },
    {
      kind: 'skipped',
      path: 'events[4]',
      event: 'ObjectDownloaded:GetObject',
      bucket: 'demo',
      actor: '123456789',
      time: '2026-11-20T08:09:10.000Z',
      key: 'c',
      reason: 'the object was only read',
    },
  ]);
  expect(decoded.malformed.map(({ message }) => message)).toEqual([
    'events[3].oss.object.key: expected string, got number',
    'events[5]: expected object, got null',
  ]);
});

describe('input that is not an event', () => {
  const wanted = 'expected a JSON object or array, or such JSON in Base64';
  const circular: { Message?: unknown } = {};
  circular.Message = circular;
  const cases: readonly [string, unknown, string, string][] = [
    ['nothing', undefined, '$', `$: ${wanted}, got nothing`],
    ['null', null, '$', `$: ${wanted}, got null`],
    ['no bytes', new Uint8Array(), '$', `$: ${wanted}, got an empty text`],
    ['blanks', ' \n', '$', `$: ${wanted}, got an empty text`],
    ['prose', 'hello, world', '$', `$: ${wanted}, got "hello, world"`],
    ['a number', '42', '$', `$: ${wanted}, got number`],
    ['broken JSON', '{"events":[', '$', `$: ${wanted}, got "{\\"events\\":["`],
    ['Base64 of prose', Buffer.from('hello').toString('base64'), '$', `$: ${wanted}, got "aGVsbG8="`],
    ['bytes that are not UTF-8', Uint8Array.of(0xff, 0xfe, 0x7b), '$', `$: ${wanted}, got bytes that are not UTF-8`],
    [
      'a timer event',
      { triggerTime: 't', triggerName: 'n' },
      '$',
      'got an object with the fields triggerTime, triggerName',
    ],
    ['an empty object', {}, '$', 'got an object with no fields'],
    ['events that are not an array', { events: 'a' }, 'events', 'events: expected array, got string'],
    ['a record without its envelope', record(put, key), '$', 'got an object with the fields eventName'],
    ['a number in a batch', [cloudEvent(put, key), 7], '[1]', `[1]: ${wanted}, got number`],
    ['a type that is not a string', { specversion: '1.0', type: 5 }, 'type', 'type: expected string, got number'],
    ['a CloudEvent without data', { specversion: '1.0', type: put }, 'data', 'data: expected object, got nothing'],
    [
      'a queue message without data',
      { specversion: '1.0', type: 'mns:Queue:SendMessage' },
      'data',
      'data: expected object',
    ],
    ['a message of prose', { Message: 'TEST!' }, 'Message', `Message: ${wanted}, got "TEST!"`],
    [
      'a bad record in a message',
      [queueEvent(base64({ events: [record(put, key), record(put, '')] }))],
      '[0].data.messageBody.events[1].oss.object.key',
      '[0].data.messageBody.events[1].oss.object.key: the key is empty; expected 1 to 1023 bytes',
    ],
    ['a message that contains itself', circular, 'Message.Message', 'nested more than 8 levels deep'],
  ];
  test.each(cases)('%s', (_name, input, path, message) => {
    const { malformed } = decodeEvents(input);
    expect(malformed).toHaveLength(1);
    expect(malformed[0]?.path.startsWith(path)).toBe(true);
    expect(malformed[0]?.message).toContain(message);
  });

  test.each([
    [8, 1, 0],
    [9, 0, 1],
  ])('a message that is wrapped %i times: %i changes, %i malformed', (depth, changes, malformed) => {
    let message: object = { events: [record('ObjectCreated:PutObject', 'k')] };
    for (let level = 0; level < depth; level++) message = { Message: message };
    const decoded = decodeEvents(message);
    expect([decoded.changes.length, decoded.malformed.length]).toEqual([changes, malformed]);
  });

  test.each([[[]], [{ events: [] }], ['{"events":[]}']])('an empty batch has no events and is valid: %j', (input) => {
    expect(decodeEvents(input)).toEqual({ changes: [], skipped: [], malformed: [] });
  });
});

/** Random numbers from a seed (mulberry32), so that a failure can be reproduced. */
function seeded(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const names = [
  'events',
  'oss',
  'object',
  'key',
  'bucket',
  'name',
  'type',
  'data',
  'Message',
  'messageBody',
  '__proto__',
];
const texts = [
  '',
  put,
  `oss:${put}`,
  '{}',
  '[{}]',
  'e30=',
  'constructor:x',
  '\u{d800}',
  '"\\"{}\\""',
  '1',
  'null',
  key,
];

function arbitrary(random: (below: number) => number, depth: number): unknown {
  const leaves = [null, true, 0, -1.5e300, texts[random(texts.length)]];
  const pick = random(depth <= 0 ? leaves.length : leaves.length + 4);
  if (pick < leaves.length) return leaves[pick];
  const size = random(4);
  if (pick === leaves.length) return Array.from({ length: size }, () => arbitrary(random, depth - 1));
  const fields = Array.from({ length: size + 1 }, () => [names[random(names.length)], arbitrary(random, depth - 1)]);
  return Object.fromEntries(fields);
}

/** Replaces one value somewhere in a valid value with an arbitrary one. */
function damaged(value: unknown, random: (below: number) => number): unknown {
  if (typeof value !== 'object' || value === null || random(4) === 0) return arbitrary(random, 2);
  const fields = Object.keys(value);
  const field = fields[random(fields.length)] ?? 'events';
  return { ...value, [field]: damaged(Reflect.get(value, field), random) };
}

describe('arbitrary input', () => {
  const total = (input: unknown): number => {
    const { changes, skipped, malformed } = decodeEvents(input);
    expect(malformed.every(({ path, message }) => path !== '' && message.startsWith(`${path}: `))).toBe(true);
    return changes.length + skipped.length + malformed.length;
  };

  test('does not throw, as a value, text or bytes', () => {
    const random = seeded(20261120);
    for (let round = 0; round < 4000; round++) {
      const input = arbitrary(random, 5);
      const text = JSON.stringify(input);
      const totals = [input, text, Buffer.from(text), Buffer.from(text).subarray(1)].map(total);
      // Text and its bytes are read the same way.
      expect(totals[1]).toBe(totals[2]);
    }
  });

  test('every event of a damaged batch is counted once', () => {
    const random = seeded(7);
    for (let round = 0; round < 2000; round++) {
      const sound = Array.from({ length: random(6) }, (_, index) => record(put, `k${index}`));
      const events = sound.map((one) => (random(2) === 0 ? damaged(one, random) : one));
      const untouched = events.filter((one, index) => one === sound[index]).length;
      const decoded = decodeEvents(JSON.stringify({ events }));
      expect(total({ events })).toBe(events.length);
      expect(decoded.changes.length).toBeGreaterThanOrEqual(untouched);
    }
  });
});

describe('S3 event notifications', () => {
  const amazon = (of: string) => ({ Records: [s3Record('ObjectCreated:Put', of)] });
  test.each<[string, ChangeSource, unknown]>([
    ['of Amazon S3', 's3', amazon('releases/my+app/1.0.0/x')],
    ['of MinIO', 's3', minioEvent('s3:ObjectCreated:Put', 'releases/my app/1.0.0/x')],
    ['of Ceph', 's3', { Records: [cephRecord('ObjectCreated:Put', 'releases/my app/1.0.0/x')] }],
    ['in a queue', 'smq', { Message: base64(amazon('releases/my+app/1.0.0/x')) }],
    [
      'of a webhook through EventBridge',
      'eventbridge',
      httpSourceEvent(minioEvent('s3:ObjectCreated:Put', 'releases/my app/1.0.0/x')),
    ],
    [
      'of a webhook through EventBridge, as a text',
      'eventbridge',
      httpSourceEvent(JSON.stringify(amazon('releases/my+app/1.0.0/x'))),
    ],
    ['in a batch', 'eventbridge', [httpSourceEvent(amazon('releases/my+app/1.0.0/x'))]],
  ])('%s', (_, source, input) => {
    const { changes, skipped, malformed } = decodeEvents(Buffer.from(JSON.stringify(input)));
    expect([skipped, malformed]).toEqual([[], []]);
    expect(changes).toMatchObject([{ bucket: 'demo', key: 'releases/my app/1.0.0/x', event: put, source }]);
  });

  test('each record is in exactly one list', () => {
    const input = {
      Records: [
        s3Record('ObjectCreated:Put', 'a'),
        s3Record('ObjectAccessed:Get', 'b'),
        s3Record('ObjectRemoved:Delete', '%'),
        s3Record('ObjectRemoved:Delete', 'd'),
      ],
    };
    const { changes, skipped, malformed } = decodeEvents(input);
    expect([changes, skipped].map((list) => list.map((one) => one.key))).toEqual([['a', 'd'], ['b']]);
    expect(malformed.map(({ path }) => path)).toEqual(['Records[2].s3.object.key']);
  });
});

describe('events of BOS', () => {
  const bos = (...objects: readonly unknown[]) => ({ events: objects.map((object) => bosRecord('PutObject', object)) });
  const expected = { bucket: 'demo', key, event: put, source: 'bos', time: '2026-11-20T08:09:10Z' };

  describe.each<[string, unknown]>([
    ['of a trigger or a notification', bos(key)],
    ['several at once', [bos(key)]],
    [
      'of a notification to the URL of an HTTP trigger',
      { httpMethod: 'POST', path: '/', body: JSON.stringify(bos(key)) },
    ],
    ['the same, in Base64', { httpMethod: 'POST', body: base64(bos(key)), isBase64Encoded: true }],
  ])('%s', (_name, input) => {
    test.each(carriers)('as %s', (_carrier, carry) => {
      expect(decodeEvents(carry(input))).toEqual({ changes: [expected], skipped: [], malformed: [] });
    });
  });

  test('records of both stores in one batch: each is read by its own fields', () => {
    const events = [
      record(put, 'a'),
      bosRecord('PutObject', 'b'),
      { ...record(put, 'c'), ...bosRecord('PutObject', 'c') },
      bosRecord('GetObject', 'd'),
      bosRecord('PutObject', 17),
      bosRecord('DeleteObject', 'f'),
      record(put, 17),
    ];
    const { changes, skipped, malformed } = decodeEvents(Buffer.from(JSON.stringify({ events })));
    expect(changes.map(({ key: of, source }) => [of, source])).toEqual([
      ['a', 'function-compute'],
      ['b', 'bos'],
      ['f', 'bos'],
    ]);
    expect(skipped.map(({ key: of }) => of)).toEqual(['d']);
    expect(malformed.map(({ path }) => path)).toEqual([
      'events[2]',
      'events[4].content.object',
      'events[6].oss.object.key',
    ]);
  });

  describe('no output contains the credentials of', () => {
    const whole = JSON.stringify(bos(key, 17));
    const { content } = bosRecord('PutObject', key);
    test.each<[string, unknown]>([
      ['valid and malformed events', whole],
      ['a text that was cut', whole.slice(0, -3)],
      ['a text that begins with credentials', `${JSON.stringify(SECRETS)},`],
      ['the end of a text', whole.slice(whole.indexOf(SECRETS.secretAccessKey))],
      ['Base64 that was cut', Buffer.from(JSON.stringify(SECRETS)).toString('base64').slice(0, -5)],
      ['Base64 of a text that was cut', Buffer.from(`${JSON.stringify(SECRETS)},`).toString('base64')],
      ['content without its record', content],
      ['credentials alone', content.credentials],
      ['a message that is not JSON', { body: `secretAccessKey=${SECRETS.secretAccessKey}` }],
    ])('%s', (_name, input) => {
      const text = JSON.stringify(decodeEvents(input));
      for (const secret of Object.values(SECRETS)) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(`{"accessKeyId":"${secret}`).toString('base64').slice(0, 30));
      }
    });
  });
});
