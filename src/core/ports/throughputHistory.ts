/** Remembers throughput to COS across restarts. A `key` identifies the endpoint and the region. */
export interface ThroughputHistory {
  /** Reads the last throughput in bytes per second of all connections together; `undefined` where none was recorded. */
  get(key: string): number | undefined;
  /** Records a throughput. Never rejects: a lost record only makes the next upload more careful. */
  record(key: string, bytesPerSecond: number): Promise<void>;
}
