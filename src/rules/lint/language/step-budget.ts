/** Counts down the steps that searches may still take. Steps are counted rather than timed, so that each run stops alike. */
export interface StepBudget {
  /** Searches give no more answers when none is left. */
  left: number;
}
