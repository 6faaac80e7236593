/** What ossutil 2.0 ends with (OSS, "ossutil 2.0", "Return codes"): where `autoalias api` takes its place, scripts see these. */
export const OSSUTIL_EXIT = { done: 0, usage: 1, refused: 2, other: 3 } as const;

export type OssutilExitCode = (typeof OSSUTIL_EXIT)[keyof typeof OSSUTIL_EXIT];

const BY_ERROR: ReadonlyMap<string, OssutilExitCode> = new Map([
  ['usage', OSSUTIL_EXIT.usage],
  ['config-invalid', OSSUTIL_EXIT.usage],
  ['request-malformed', OSSUTIL_EXIT.usage],
  // The service answered, with something other than success.
  ['store-refused', OSSUTIL_EXIT.refused],
]);

/** The code for an error by its own code; what is none of the service's is `other`. */
export const ossutilExitCode = (errorCode: string): OssutilExitCode => BY_ERROR.get(errorCode) ?? OSSUTIL_EXIT.other;
