import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import { type Keys, signatureFlaw } from './bce-signature.ts';

export interface FakeFunction {
  configuration: Record<string, unknown>;
  /** The zip, unpacked. */
  files: Readonly<Record<string, Uint8Array>>;
}

export interface FakeRelation {
  readonly RelationId: string;
  readonly Source: string;
  readonly Target: string;
  readonly Data: Readonly<Record<string, unknown>>;
}

/** CFC and the notification rules of BOS for tests: what the pages say of both, with signatures that are checked. */
export interface FakeBaidu {
  readonly url: string;
  readonly functions: Map<string, FakeFunction>;
  readonly relations: FakeRelation[];
  readonly notifications: Map<string, readonly Readonly<Record<string, unknown>>[]>;
  /** `PUT /v1/functions/a/code`, of all requests that were carried out, in order. */
  readonly calls: string[];
  /** The events of invocations, and their queries. */
  readonly invocations: { readonly name: string; readonly query: string; readonly event: unknown }[];
  /** What invoked functions return, by name. Others run the code that was uploaded. */
  readonly results: Map<string, { readonly error?: string; readonly body: unknown }>;
  /** The next request that matches is refused. */
  refuse(pattern: RegExp, status: number, code: string, message?: string): void;
  /** The next request that matches is carried out, and its connection is closed without an answer. */
  loseAnswerOf(pattern: RegExp): void;
  /** Called before each request that matches is carried out. */
  before(pattern: RegExp, work: () => void | Promise<void>): void;
  close(): Promise<void>;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const ACCOUNT = 'cd64f99c69d7c404b61de0a4f1865834';

const configuration = {
  Description: z.string().max(256),
  Timeout: z.number().int().min(1).max(300),
  Handler: z
    .string()
    .regex(/^\w+\.\w+$/)
    .max(128),
  Runtime: z.enum(['nodejs10', 'nodejs12', 'nodejs18', 'nodejs20', 'python3']),
  MemorySize: z.number().int().min(128).max(1024).multipleOf(128),
  Environment: z
    .strictObject({ Variables: z.record(z.string().regex(/^[A-Za-z]\w*$/), z.string()) })
    .refine(({ Variables }) => JSON.stringify(Variables).length <= 4096),
  DeadLetterTopic: z.string(),
};
const configurationBody = z.strictObject(configuration);
const code = { ZipFile: z.base64(), Publish: z.boolean(), DryRun: z.boolean() };
const functionBody = z.strictObject({
  FunctionName: z.string().regex(/^[a-zA-Z0-9-_]{1,64}$/),
  Code: z.strictObject(code),
  ...configuration,
  AsyncInvokeConfig: z
    .strictObject({
      MaxRetryAttempts: z.number().int().min(0).max(3),
      MaxRetryIntervalInSeconds: z.number().int().min(0).max(86_400),
    })
    .optional(),
});
const relationBody = z.strictObject({
  RelationId: z.string().optional(),
  Target: z.string().regex(/^brn:bce:cfc:[a-z]{2,5}[0-9]*:[0-9a-z]{32}:function:[a-zA-Z0-9-_]+:\$LATEST$/),
  Source: z.string(),
  Data: z.record(z.string(), z.unknown()),
});
const DATA: readonly (readonly [source: RegExp, data: z.ZodType])[] = [
  [
    /^bos\/[a-z0-9-]+$/,
    z.strictObject({
      Resource: z.string().regex(/^\/[^*]*\*?[^*]*$/),
      Status: z.enum(['enabled', 'disabled']),
      EventType: z.array(z.enum(['PutObject', 'PostObject', 'AppendObject', 'CopyObject', 'CompleteMultipartUpload'])),
      Name: z.string(),
    }),
  ],
  [
    /^cfc-crontab-trigger\/v1\/$/,
    z.strictObject({
      Brn: z.string(),
      Enabled: z.enum(['Enabled', 'Disabled']),
      Input: z.string().refine((value) => typeof JSON.parse(value) === 'object'),
      Name: z.string(),
      ScheduleExpression: z.string().regex(/^(?:rate|cron)\(.+\)$/),
    }),
  ],
  [
    /^cfc-http-trigger\/v1\/CFCAPI$/,
    z.strictObject({
      ResourcePath: z.string().startsWith('/'),
      Method: z.string(),
      AuthType: z.enum(['anonymous', 'iam']),
    }),
  ],
];
const notificationBody = z.strictObject({
  notifications: z.array(
    z.looseObject({
      id: z.string(),
      appId: z.string(),
      status: z.enum(['enabled', 'disabled']),
      resources: z.array(z.string().regex(/^[^*]*\*?[^*]*$/)).min(1),
      events: z.array(z.string()).min(1),
      apps: z.array(z.looseObject({ id: z.string(), eventUrl: z.string() })).min(1),
    }),
  ),
});

/** @param store requests that are neither for CFC nor about notifications go to this store of BOS. */
export async function startFakeBaidu(keys: Keys, store?: { readonly endpoint: string }): Promise<FakeBaidu> {
  const functions: FakeBaidu['functions'] = new Map();
  const relations: FakeRelation[] = [];
  const notifications: FakeBaidu['notifications'] = new Map();
  const results: FakeBaidu['results'] = new Map();
  const calls: string[] = [];
  const invocations: FakeBaidu['invocations'][number][] = [];
  const refusals: { readonly pattern: RegExp; readonly refusal: Refusal }[] = [];
  const losses: RegExp[] = [];
  const hooks: { readonly pattern: RegExp; readonly work: () => void | Promise<void> }[] = [];

  const unpacked = (zip: string) => unzipSync(Buffer.from(zip, 'base64'));
  const sha = (zip: string) => createHash('sha256').update(Buffer.from(zip, 'base64')).digest('base64');
  const functionAt = (name: string): FakeFunction => {
    const found = functions.get(name);
    if (found === undefined) throw new Refusal(404, 'ResourceNotFoundException', `Function not found: ${name}`);
    return found;
  };
  const relationOf = (body: unknown) => {
    const parsed = relationBody.parse(body);
    const schema = DATA.find(([source]) => source.test(parsed.Source))?.[1];
    if (schema === undefined) throw new Refusal(400, 'InvalidParameterValueException', `no source ${parsed.Source}`);
    schema.parse(parsed.Data);
    const prefix = parsed.Source.startsWith('cfc-http')
      ? { EndpointPrefix: 'https://x1.cfc-execute.bj.baidubce.com' }
      : {};
    return { ...parsed, Data: { ...parsed.Data, ...prefix } };
  };

  const routes: readonly (readonly [
    RegExp,
    (match: readonly string[], body: () => unknown, query: URLSearchParams) => unknown,
  ])[] = [
    [
      /^POST \/v1\/functions$/,
      (_, body) => {
        const { FunctionName, Code, AsyncInvokeConfig, ...rest } = functionBody.parse(body());
        if (functions.has(FunctionName)) {
          throw new Refusal(409, 'ResourceConflictException', `Function already exist: ${FunctionName}`);
        }
        const FunctionBrn = `brn:bce:cfc:bj:${ACCOUNT}:function:${FunctionName}:$LATEST`;
        const made = { FunctionName, FunctionBrn, CodeSha256: sha(Code.ZipFile), AsyncInvokeConfig, ...rest };
        functions.set(FunctionName, { configuration: made, files: unpacked(Code.ZipFile) });
        return made;
      },
    ],
    [
      /^GET \/v1\/functions\/([\w-]+)$/,
      ([, name = '']) => ({
        Code: { Location: '', RepositoryType: '' },
        Configuration: functionAt(name).configuration,
      }),
    ],
    [
      /^PUT \/v1\/functions\/([\w-]+)\/code$/,
      ([, name = ''], body) => {
        const { ZipFile } = z.strictObject(code).parse(body());
        const found = functionAt(name);
        found.configuration = { ...found.configuration, CodeSha256: sha(ZipFile) };
        found.files = unpacked(ZipFile);
        return found.configuration;
      },
    ],
    [
      /^PUT \/v1\/functions\/([\w-]+)\/configuration$/,
      ([, name = ''], body) => {
        const found = functionAt(name);
        found.configuration = { ...found.configuration, ...configurationBody.parse(body()) };
        return found.configuration;
      },
    ],
    [
      /^POST \/v1\/functions\/([\w-]+)\/invocations$/,
      ([, name = ''], body, query) => {
        const found = functionAt(name);
        invocations.push({ name, query: query.toString(), event: body() });
        return results.has(name) ? results.get(name)?.body : runUploaded(found, body(), store?.endpoint);
      },
    ],
    [
      /^GET \/v1\/relation$/,
      (_, __, query) => ({ Relation: relations.filter(({ Target }) => Target === query.get('FunctionBrn')) }),
    ],
    [
      /^POST \/v1\/relation$/,
      (_, body) => {
        const made = { ...relationOf(body()), RelationId: randomUUID() };
        relations.push(made);
        return { Relation: made };
      },
    ],
    [
      /^PUT \/v1\/relation$/,
      (_, body) => {
        const wanted = relationOf(body());
        const at = relations.findIndex(({ RelationId }) => RelationId === wanted.RelationId);
        if (at === -1) throw new Refusal(404, 'ResourceNotFoundException', 'no such relation');
        const made = { ...wanted, RelationId: wanted.RelationId ?? '' };
        relations.splice(at, 1, made);
        return { Relation: made };
      },
    ],
    [
      /^DELETE \/v1\/relation$/,
      (_, __, query) => {
        const at = relations.findIndex(({ RelationId }) => RelationId === query.get('RelationId'));
        if (at === -1) throw new Refusal(404, 'ResourceNotFoundException', 'no such relation');
        relations.splice(at, 1);
        return {};
      },
    ],
    [
      /^GET \/v1\/([a-z0-9-]+)\/\?notification$/,
      ([, bucket = '']) => {
        const found = notifications.get(bucket);
        if (found === undefined) throw new Refusal(404, 'NoSuchConfiguration', 'no notification');
        return { notifications: found };
      },
    ],
    [
      // The strictest reading of the page: the request replaces all rules.
      /^PUT \/v1\/([a-z0-9-]+)\/\?notification$/,
      ([, bucket = ''], body) => {
        notifications.set(bucket, notificationBody.parse(body()).notifications);
        return {};
      },
    ],
  ];

  /** Whether a request is for the store behind this server. */
  const isForStore = (url: string) =>
    store !== undefined && !/^\/v1\/(?:functions|relation)\b|[?&]notification\b/.test(url);
  const answer = async (request: IncomingMessage): Promise<{ readonly status: number; readonly body: unknown }> => {
    const { method = '', url: target = '/' } = request;
    const body = await text(request);
    const flaw = signatureFlaw({ method, target, headers: request.headers as Record<string, string> }, keys);
    if (flaw !== undefined) throw new Refusal(403, flaw, 'the request is not signed');
    const { pathname, searchParams } = new URL(target, 'http://bce');
    const call = `${method} ${pathname}${searchParams.has('notification') ? '?notification' : ''}`;
    const at = refusals.findIndex(({ pattern }) => pattern.test(call));
    if (at >= 0) throw refusals.splice(at, 1)[0]?.refusal;
    for (const { pattern, work } of hooks) if (pattern.test(call)) await work();
    for (const [pattern, route] of routes) {
      const match = pattern.exec(call);
      if (match === null) continue;
      calls.push(call);
      return { status: 200, body: await route(match, () => JSON.parse(body), searchParams) };
    }
    throw new Refusal(404, 'InvalidURI', `no such path: ${call}`);
  };

  const server = createServer(async (request, response) => {
    const call = `${request.method} ${request.url}`;
    if (store !== undefined && isForStore(request.url ?? '')) return passOn(request, response, store.endpoint);
    const made = await answer(request).catch((error: unknown) => {
      if (error instanceof Refusal) {
        return { status: error.status, body: { code: error.code, message: error.message, requestId: 'r-1' } };
      }
      return {
        status: 400,
        body: { code: 'InvalidParameterValueException', message: String(error), requestId: 'r-1' },
      };
    });
    const lost = losses.findIndex((pattern) => pattern.test(call));
    if (lost >= 0) {
      losses.splice(lost, 1);
      request.socket.destroy();
      return;
    }
    const failure = results.get(/functions\/([\w-]+)\/invocations/.exec(call)?.[1] ?? '')?.error;
    response.writeHead(made.status, {
      'content-type': 'application/json',
      ...(failure === undefined ? {} : { 'x-bce-function-error': failure }),
      'x-bce-log-result': Buffer.from('a line\n').toString('base64'),
    });
    response.end(JSON.stringify(made.body));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    functions,
    relations,
    notifications,
    calls,
    invocations,
    results,
    refuse: (pattern, status, refusalCode, message = '') =>
      refusals.push({ pattern, refusal: new Refusal(status, refusalCode, message) }),
    loseAnswerOf: (pattern) => losses.push(pattern),
    before: (pattern, work) => hooks.push({ pattern, work }),
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

/** With the same headers, so that the signature stays valid. */
function passOn(request: IncomingMessage, response: ServerResponse, endpoint: string): void {
  const { method, url = '/', headers } = request;
  const passed = requestHttp(`${endpoint}${url}`, { method, headers, setHost: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  request.pipe(passed);
}

/** Calls the handler of a function in a process of its own, with its environment and its code, as CFC does. */
async function runUploaded(
  { configuration: own, files }: FakeFunction,
  event: unknown,
  endpoint = '',
): Promise<unknown> {
  const dir = await mkdtemp(join(tmpdir(), 'fake-cfc-'));
  try {
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(dir, name), bytes);
    const [file, name] = String(own.Handler).split('.');
    const script = `
      const handler = require('./${file}.js')['${name}'];
      handler(${JSON.stringify(event)}, {}, (error, result) => {
        require('node:fs').writeFileSync('result.json', JSON.stringify({ error: error && String(error), result }));
        process.exit();
      });`;
    const { Variables } = configuration.Environment.parse(own.Environment);
    const child = spawn(process.execPath, ['-e', script], {
      cwd: dir,
      env: { ...Variables, BOS_ENDPOINT: endpoint },
      stdio: 'ignore',
    });
    await once(child, 'exit');
    const { error, result } = JSON.parse(await readFile(join(dir, 'result.json'), 'utf8'));
    if (error) throw new Refusal(500, 'ServiceException', error);
    return result;
  } finally {
    await rm(dir, { recursive: true });
  }
}
