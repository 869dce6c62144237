import type { Fault } from './fault';

/** Which objects a temporary key for storing one may copy from: none at all, that one, or any of its application. */
export type Copying = 'none' | 'ownKey' | 'application';

/** What the policy of a temporary key allows beyond storing and reading its object. */
export interface Policy {
  multipart: boolean;
  /** Objects and open multipart uploads. */
  listing: boolean;
  copying: Copying;
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
  /** `bytes=-N` is taken as a range, though only `bytes=first-last` is documented: refused as it stands. */
  suffixRanges: boolean;
  /** ms in which CompleteMultipartUpload answers white space, after a 200 at once; 0 answers the document at once. */
  completeDuration: number;
  /** The code of the error that CompleteMultipartUpload answers in its 200, joining nothing; empty: none. */
  completeError: string;
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
    policy: { multipart: true, listing: true, copying: 'ownKey' },
    tokenTimeFormat: 'seconds',
    keyLeadingSlash: false,
    nullResult: false,
    microserviceOffline: false,
    requestsPerSecond: 20,
    suffixRanges: false,
    completeDuration: 0,
    completeError: '',
    opaqueEtags: false,
    faults: [],
  };
}
