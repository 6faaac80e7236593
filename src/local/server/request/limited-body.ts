/** Most bytes of one PutObject: 5 GB (limits pages of OSS and BOS). */
export const MOST_OBJECT_BYTES = 5 * 1024 ** 3;

/** Throws `tooLarge()` after {@link MOST_OBJECT_BYTES}, since the size of a chunked body is known only at its end. */
export async function* limitedBody(
  chunks: AsyncIterable<Uint8Array>,
  tooLarge: () => Error,
  most: number = MOST_OBJECT_BYTES,
): AsyncGenerator<Uint8Array, void> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) throw tooLarge();
    yield chunk;
  }
}
