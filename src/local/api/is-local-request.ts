/** The headers by which a browser tells who asks whom. */
export interface Sender {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Whether a request may reach what is for the owner of this machine only. A page of another site can make the owner's
 * browser send requests here, and can let its own name point to 127.0.0.1 (DNS rebinding): so the request must name
 * this machine in its Host, and where it names an Origin, that must be this very server.
 */
export const isLocalRequest = ({ host, origin }: Sender): boolean => {
  const own = host === undefined ? undefined : urlOf(`http://${host}`);
  if (!own || !isLoopback(own.hostname)) return false;
  return origin === undefined || urlOf(origin)?.host === own.host;
};

/** As URLs write them: `[::1]` in brackets, any notation of 127.0.0.0/8 in the usual one. */
const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);
