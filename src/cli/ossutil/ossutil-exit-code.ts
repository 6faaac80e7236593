/** The exit codes of ossutil 2.0 (OSS, "ossutil 2.0", "Return codes"). The commands under `autoalias api` use them. */
const OSSUTIL_EXIT = { done: 0, usage: 1, refused: 2, other: 3 } as const;

export type OssutilExitCode = (typeof OSSUTIL_EXIT)[keyof typeof OSSUTIL_EXIT];

const BY_ERROR: ReadonlyMap<string, OssutilExitCode> = new Map([
  ['usage', OSSUTIL_EXIT.usage],
  ['config-invalid', OSSUTIL_EXIT.usage],
  ['request-malformed', OSSUTIL_EXIT.usage],
  // The service answered with an error.
  ['store-refused', OSSUTIL_EXIT.refused],
]);

/** The exit code for an error code. */
export function ossutilExitCode(errorCode: string): OssutilExitCode {
  return BY_ERROR.get(errorCode) ?? OSSUTIL_EXIT.other;
}
