/** The imagined line to the sink: ms a request and ms more on a new connection, bytes per second (0: no limit). */
export interface Conditions {
  readonly latency: number;
  readonly connectionLatency: number;
  readonly bandwidth: number;
  readonly sharedBandwidth: number;
}

/** Nothing but this machine's loopback. */
export const bare: Conditions = { latency: 0, connectionLatency: 0, bandwidth: 0, sharedBandwidth: 0 };
