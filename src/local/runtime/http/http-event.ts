/** The event that an HTTP trigger passes to a function (Function Compute, "HTTP trigger: invoke a function"). */
export interface HttpEvent {
  readonly version: 'v1';
  /** As in the request, percent-encoded. */
  readonly rawPath: string;
  readonly body: string;
  readonly isBase64Encoded: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly queryParameters: Readonly<Record<string, string>>;
  readonly requestContext: {
    readonly accountId: string;
    readonly domainName: string;
    readonly domainPrefix: string;
    readonly http: {
      readonly method: string;
      readonly path: string;
      readonly protocol: 'HTTP/1.1';
      readonly sourceIp: string;
      readonly userAgent: string;
    };
    readonly requestId: string;
    readonly time: string;
    /** Milliseconds, as text. */
    readonly timeEpoch: string;
  };
}

export interface HttpEventParts {
  readonly accountId: string;
  readonly requestId: string;
  readonly sourceIp: string;
  /** Path and query of the request line. */
  readonly target: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Creates the event of one request. `body` is the part of the body that was read. */
export function httpEvent(request: Request, body: Uint8Array, parts: HttpEventParts): HttpEvent {
  const url = new URL(request.url);
  // The URL resolves `..`, so the raw target is used, unless the client sent an absolute URL as its target.
  const rawPath = parts.target.startsWith('/') ? (parts.target.split(/[?#]/)[0] ?? '/') : url.pathname;
  return {
    version: 'v1',
    rawPath,
    ...bodyOf(body),
    headers: Object.fromEntries([...request.headers].map(([name, value]) => [canonicalName(name), value])),
    queryParameters: joined(url.searchParams),
    requestContext: {
      accountId: parts.accountId,
      domainName: url.hostname,
      domainPrefix: url.hostname.split('.')[0] ?? '',
      http: {
        method: request.method,
        path: decoded(rawPath),
        protocol: 'HTTP/1.1',
        sourceIp: parts.sourceIp,
        userAgent: request.headers.get('user-agent') ?? '',
      },
      requestId: parts.requestId,
      time: new Date(parts.now).toISOString().replace(/\.\d+Z$/, 'Z'),
      timeEpoch: String(parts.now),
    },
  };
}

/** UTF-8 text unchanged, all other bytes as Base64. */
function bodyOf(body: Uint8Array): { body: string; isBase64Encoded: boolean } {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body), isBase64Encoded: false };
  } catch {
    return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  }
}

/** `content-type` arrives as `Content-Type`, so functions must ignore case when they look up a header. */
function canonicalName(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (part) => part.toUpperCase());
}

function joined(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
