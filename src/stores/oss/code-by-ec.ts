/**
 * What an answer without a body says by its `x-oss-ec`, for the codes that decide something here. Source: the pages of
 * the single EC in the OSS error code list.
 */
export const codeByEc: ReadonlyMap<string, string> = new Map([
  ['0026-00000001', 'NoSuchKey'],
  ['0015-00000101', 'NoSuchBucket'],
  ['0026-00000012', 'SymlinkTargetNotExist'],
  ['0026-00000011', 'InvalidTargetType'],
  ['0043-00000101', 'NotSymlink'],
]);
