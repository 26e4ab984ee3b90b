/** What a region's server does besides answering. */
export interface Habits {
  /** Ends a connection that rested for so long; 75 s unless told. */
  readonly keepsMs?: number;
  /** And says so with each answer, in whole seconds. */
  readonly hintsSeconds?: number;
  /** Ends the connection with every so-manieth of all its answers, and says so. */
  readonly endsEvery?: number;
}
