/** Headers that V4 always signs when they are sent (OSS, "Include signatures in the Authorization header (V4)"). */
export function signedByDefault(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}
