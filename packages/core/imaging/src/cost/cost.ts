/** What a piece of work takes at its worst. */
export interface Cost {
  /** Of memory, at once. */
  readonly bytes: number;
  /** Of one vCPU. */
  readonly seconds: number;
}
