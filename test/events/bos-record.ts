/** Credentials as BOS puts them into events. No output may contain any of these texts. */
export const SECRETS = {
  accessKeyId: 'AKIDofTheEvent0000000000000000ab',
  secretAccessKey: 'SecretOfTheEvent11111111111111cd',
  sessionToken: 'TokenOfTheEvent222222222222222ef',
} as const;

/** A record like the sample on the page "BOS event notification". */
export function bosRecord(eventType: string, object: unknown, content: Readonly<Record<string, unknown>> = {}) {
  return {
    version: '1.0',
    eventId: '6d3b6e2d-6b0c-4bb1-9a55-5d2a7e6f3c11',
    eventOrigin: 'bos:realtime',
    eventTime: '2026-11-20T08:09:10Z',
    eventType,
    content: {
      userId: 'cd64f99c69d7c404b61de0a4f1865834',
      domain: 'bj.bcebos.com',
      bucket: 'demo',
      object,
      eTag: '5eb63bbbe01eeed093cb22bb8f5acdc3',
      contentType: 'application/gzip',
      filesize: 11,
      lastModified: '2026-11-20T08:09:10Z',
      credentials: { ...SECRETS, expiration: '2026-11-20T09:09:10Z' },
      xVars: '{"callback":"app"}',
      ...content,
    },
  };
}
