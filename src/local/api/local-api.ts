import { type Context, Hono, type MiddlewareHandler } from 'hono';
import * as z from 'zod';
import { UNVERIFIED_CHOICES, type UnverifiedChoices } from '../../bucket/unverified-choices.ts';
import { foreignPage } from '../connections/foreign-page.ts';
import { isLoopbackAddress, isLoopbackHost, urlOf } from '../connections/loopback.ts';
import type { Delivery } from '../queue/invocation.ts';
import type { DeadLetter } from '../queue/invocation-queue.ts';
import type { FcSender } from './fc/fc-api.ts';

/** The parts of the local cloud that its API reports on or controls. */
export interface LocalApiParts {
  readonly stats: () => unknown;
  /** For Prometheus. */
  readonly metrics: { readonly text: () => Promise<string>; readonly contentType: string };
  /** The choices in use where the behaviour of OSS is unknown. */
  readonly choices: UnverifiedChoices;
  /** Oldest first. */
  readonly deliveries: () => readonly Delivery[];
  readonly deadLetters: (page: { readonly after?: string; readonly limit: number }) => readonly DeadLetter[];
  /** False if there is no such dead letter. */
  readonly replay: (id: string) => Promise<boolean>;
  /** How many instances of a function were ended; undefined if there is no such function. */
  readonly kill: (functionName: string) => number | undefined;
  /** Passes a request to the HTTP function, as its HTTP trigger does. */
  readonly invokeHttp: (request: Request, sourceIp: string, target: string) => Promise<Response>;
  /** Passes a request below `/baidu` to the HTTP function of CFC, as its HTTP trigger does. */
  readonly invokeCfcHttp: (request: Request, sourceIp: string, target: string) => Promise<Response>;
  /** Answers the API of CFC. */
  readonly callCfc: (request: Request, target: string, port: number | undefined) => Promise<Response>;
  /** Answers the API of Function Compute. */
  readonly callFc: (request: Request, sender: FcSender) => Promise<Response>;
  /** Answers the API of Simple Message Queue. */
  readonly callMns: (request: Request, target: string) => Promise<Response>;
  readonly sourceIp: (c: Context) => string;
  /** Path and query as they were sent. In the request's URL, `..` is already resolved. */
  readonly target: (c: Context) => string;
  /** The port that the request arrived at. */
  readonly port: (c: Context) => number | undefined;
  /** The host that the server listens on. */
  readonly listensOn: string;
}

const pageSchema = z.object({
  after: z.string().regex(/^\d+$/, 'must be the id of a dead letter').optional(),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d{0,2}|1000)$/, 'must be a whole number from 1 to 1000')
    .transform(Number)
    .default(100),
});

const CALLS = [
  'GET /v1/health',
  '/v1/* with the token',
  '/baidu/v1/* with the token, answered by the functions of CFC',
  '/v1/functions/* (CFC) with a signature',
  '/2023-03-30/* and /2016-08-15/* (Function Compute 3.0 and 2.0) with a signature',
  '/queues/* (Simple Message Queue) with a signature',
  'GET /metrics',
  'GET /local/stats',
  'GET /local/choices',
  'GET /local/events',
  'GET /local/dead-letters',
  'POST /local/dead-letters/<id>/replay',
  'POST /local/functions/<name>/kill',
];

/**
 * The HTTP server of the local cloud. The built function answers `/v1/*`. The cloud itself answers `/local/*` and
 * `/metrics`, and only to this machine. Requests of other sites' web pages are refused. All errors are JSON.
 */
export function createLocalApi(parts: LocalApiParts): Hono {
  const app = new Hono();

  app.use('*', async (c, next) => {
    const { method } = c.req;
    const header = (name: string) => c.req.header(name);
    const why = foreignPage({ method, host: header('host'), listensOn: parts.listensOn, header });
    if (why === undefined) return next();
    return problem(c, 403, 'forbidden', `requests from web pages of other sites are refused: ${why}; open 127.0.0.1`);
  });

  // The API of CFC has its paths below the same /v1 as the HTTP API, which has no functions.
  for (const path of ['/v1/functions', '/v1/functions/*']) {
    app.all(path, (c) => parts.callCfc(c.req.raw, parts.target(c), parts.port(c)));
  }

  app.all('/baidu/v1/*', (c) => parts.invokeCfcHttp(c.req.raw, parts.sourceIp(c), parts.target(c)));

  app.all('/v1/*', (c) => parts.invokeHttp(c.req.raw, parts.sourceIp(c), parts.target(c)));

  const senderOf = (c: Context): Sender => ({
    peer: parts.sourceIp(c),
    host: c.req.header('host'),
    origin: c.req.header('origin'),
  });

  for (const path of ['/2016-08-15/*', '/2023-03-30/*']) {
    app.all(path, (c) => parts.callFc(c.req.raw, { target: parts.target(c), isLocal: isLocalRequest(senderOf(c)) }));
  }

  app.all('/queues', (c) => parts.callMns(c.req.raw, parts.target(c)));
  app.all('/queues/*', (c) => parts.callMns(c.req.raw, parts.target(c)));

  const onlyFromHere: MiddlewareHandler = async (c, next) => {
    const sender = senderOf(c);
    if (isLocalRequest(sender)) return next();
    const from = Object.entries(sender).flatMap(([name, value]) => (value === undefined ? [] : `${name} ${value}`));
    return problem(
      c,
      403,
      'forbidden',
      `${c.req.path.startsWith('/local') ? '/local' : c.req.path} only accepts requests from this machine at a loopback address; this one has ${from.join(', ')}; use 127.0.0.1`,
    );
  };
  app.use('/local/*', onlyFromHere);
  app.use('/metrics', onlyFromHere);

  app.get('/metrics', async (c) =>
    c.body(await parts.metrics.text(), 200, { 'content-type': parts.metrics.contentType }),
  );

  app.get('/local/stats', (c) => c.json(parts.stats() as object));
  app.get('/local/choices', (c) =>
    c.json({
      choices: Object.entries(UNVERIFIED_CHOICES).map(([name, { question, candidates, default: fallback }]) => ({
        name,
        question,
        candidates,
        default: fallback,
        value: parts.choices[name as keyof UnverifiedChoices],
      })),
    }),
  );
  app.get('/local/events', (c) => c.json({ deliveries: parts.deliveries().toReversed() }));
  app.get('/local/dead-letters', (c) => {
    const page = pageSchema.safeParse(c.req.query());
    if (!page.success) {
      const issues = page.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      return problem(c, 400, 'request-malformed', `${issues}; ask as /local/dead-letters?limit=100&after=<id>`);
    }
    const { after, limit } = page.data;
    return c.json({ deadLetters: parts.deadLetters(after === undefined ? { limit } : { limit, after }) });
  });
  app.post('/local/dead-letters/:id/replay', async (c) => {
    const id = c.req.param('id');
    if (await parts.replay(id)) return c.json({ replayed: id }, 202);
    return problem(c, 404, 'not-found', `there is no dead letter ${id}; GET /local/dead-letters lists them`);
  });

  // For trying out what happens when the platform ends an instance in the middle of its work.
  app.post('/local/functions/:name/kill', (c) => {
    const name = c.req.param('name');
    const killed = parts.kill(name);
    if (killed !== undefined) return c.json({ killed });
    return problem(
      c,
      404,
      'not-found',
      `there is no function ${name}; there are object-events, sweep and http, and the same with cfc- before`,
    );
  });

  app.get('/', (c) => c.json({ calls: CALLS }));
  app.notFound((c) =>
    problem(c, 404, 'not-found', `there is no ${c.req.method} ${c.req.path}; GET / lists what there is`),
  );
  app.onError((error, c) => problem(c, 500, 'internal', error.message));
  return app;
}

function problem(c: Context, status: 400 | 403 | 404 | 500, code: string, message: string): Response {
  return c.json({ error: { code, message } }, status);
}

/** The sender of a request, as the socket and the headers show it. */
export interface Sender {
  /** Address of the socket's peer. */
  readonly peer: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Whether a request may use the endpoints that are only for the owner of this machine. The peer's address must be a
 * loopback address, since any client can send any `Host`. A browser on this machine can still act for a page of another
 * site, directly or by DNS rebinding. So `Host` must also name this machine, and an `Origin` must be this server.
 */
export function isLocalRequest({ peer, host, origin }: Sender): boolean {
  const own = host === undefined ? undefined : urlOf(`http://${host}`);
  if (!isLoopbackAddress(peer) || own === undefined || !isLoopbackHost(own.hostname)) return false;
  return origin === undefined || urlOf(origin)?.host === own.host;
}
