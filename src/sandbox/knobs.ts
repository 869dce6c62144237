import type { Fault } from './fault';

/** What the policy of a temporary key allows beyond storing and reading its object. */
export interface Policy {
  multipart: boolean;
  /** Objects and open multipart uploads. */
  listing: boolean;
  copying: boolean;
}

/** How `StartTime` and `ExpiredTime` are written: epoch seconds, epoch milliseconds, or `2021-11-15T10:00:00Z`. */
export type TokenTimeFormat = 'seconds' | 'milliseconds' | 'datetime';

/** Everything that can be turned while the sandbox runs; each change is effective at the next request. */
export interface Knobs {
  /** ms that each request waits before anything of it is read. */
  latency: number;
  /** ms more for the first request of a connection. */
  connectionLatency: number;
  /** Bytes per second of each connection, in each direction; 0 is unlimited. */
  bandwidth: number;
  /** Bytes per second of all connections together, in each direction; 0 is unlimited. */
  sharedBandwidth: number;
  /** Seconds that a temporary key lives. */
  tokenLifetime: number;
  policy: Policy;
  tokenTimeFormat: TokenTimeFormat;
  /** `FullPath` begins with a slash. The key in the store never does. */
  keyLeadingSlash: boolean;
  /** `CreateCosToken` and `GenerateApplicationPackageDownloadUrl` answer a null `Result`. */
  nullResult: boolean;
  /** `CreateCosToken` answers `ResourceNotFound.MicroserviceOffline`. */
  microserviceOffline: boolean;
  /** TEM requests per second, action and account; 0 is unlimited. */
  requestsPerSecond: number;
  /** ETags are no MD5s, as with a bucket's own encryption. */
  opaqueEtags: boolean;
  /** Put in, take out or replace at will; each fault counts from the moment it is first here. */
  faults: Fault[];
}

/** Nothing slowed, nothing denied, nothing broken. */
export function defaultKnobs(): Knobs {
  return {
    latency: 0,
    connectionLatency: 0,
    bandwidth: 0,
    sharedBandwidth: 0,
    tokenLifetime: 1800,
    policy: { multipart: true, listing: true, copying: true },
    tokenTimeFormat: 'seconds',
    keyLeadingSlash: false,
    nullResult: false,
    microserviceOffline: false,
    requestsPerSecond: 20,
    opaqueEtags: false,
    faults: [],
  };
}
