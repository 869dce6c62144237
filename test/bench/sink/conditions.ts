/**
 * The imagined line to the sink: ms a request and ms more on a new connection, bytes per second (0: no limit). `copies`: how fast
 * the sink copies, each part for itself, or that it allows none; it copies at once where that is absent.
 */
export interface Conditions {
  readonly latency: number;
  readonly connectionLatency: number;
  readonly bandwidth: number;
  readonly sharedBandwidth: number;
  readonly copies?: number | 'refused';
}

/** Nothing but this machine's loopback. */
export const bare: Conditions = { latency: 0, connectionLatency: 0, bandwidth: 0, sharedBandwidth: 0 };
