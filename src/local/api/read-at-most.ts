/**
 * Reads at most `limit` bytes of a body into memory. Reads up to `discard` further bytes without keeping them: a client that
 * still sends its body may not see the answer.
 */
export async function readAtMost(request: Request, limit: number, discard = 0): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    if (size < limit) chunks.push(chunk);
    size += chunk.length;
    if (size >= limit + discard) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}
