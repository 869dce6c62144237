import type { Fault } from './fault';
import { defaultRolloutConditions, type RolloutConditions } from './rolloutConditions';

/**
 * The objects that a temporary credential for storing one may copy from: none at all, that one, or any of its
 * application.
 */
export type Copying = 'none' | 'ownKey' | 'application';

/** The policy of a temporary credential: the permissions beyond storing and reading its object. */
export interface Policy {
  multipart: boolean;
  /** Permission to list objects and open multipart uploads. */
  listing: boolean;
  copying: Copying;
}

/** The format of `StartTime` and `ExpiredTime`: epoch seconds, epoch milliseconds, or `2021-11-15T10:00:00Z`. */
export type TokenTimeFormat = 'seconds' | 'milliseconds' | 'datetime';

/** The conditions that can be changed while the sandbox runs; each change is effective at the next request. */
export interface Conditions {
  /** The ms that each request waits before anything of it is read. */
  latency: number;
  /** The ms that the first request of a connection waits in addition. */
  connectionLatency: number;
  /** Bytes per second of each connection, in each direction; 0 is unlimited. */
  bandwidth: number;
  /** Bytes per second of all connections together, in each direction; 0 is unlimited. */
  sharedBandwidth: number;
  /** The lifetime of a temporary credential, in seconds. */
  tokenLifetime: number;
  policy: Policy;
  tokenTimeFormat: TokenTimeFormat;
  /** True lets `FullPath` begin with a slash. The object key in COS never does. */
  keyLeadingSlash: boolean;
  /** True lets `CreateCosToken` and `GenerateApplicationPackageDownloadUrl` return a null `Result`. */
  nullResult: boolean;
  /** True lets `CreateCosToken` return `ResourceNotFound.MicroserviceOffline`. */
  microserviceOffline: boolean;
  /** The limit of TEM requests per second, action and account; 0 is unlimited. */
  requestsPerSecond: number;
  /** True accepts `bytes=-N` as a range. Only `bytes=first-last` is documented, so false refuses any other. */
  suffixRanges: boolean;
  /** The ms for which CompleteMultipartUpload sends white space, after a 200 at once; 0 sends the document at once. */
  completeDuration: number;
  /** The code of the error that CompleteMultipartUpload returns in its 200, joining nothing; empty for none. */
  completeError: string;
  /** The ms that UploadPartCopy takes, and the bytes per second that it copies in addition; 0 is unlimited. */
  copyMs: number;
  copyBandwidth: number;
  /** True answers a copy with a 200 at once, hence without its CRC-64, and sends white space until it is made. */
  copySpaces: boolean;
  /** True gives ETags that are no MD5s, as with a bucket's own encryption. */
  opaqueEtags: boolean;
  /** The conditions of rollouts: one of them is changed as `conditions.rollout.podMs = 1000`. */
  rollout: RolloutConditions;
  /** The planned faults, to be added, removed or replaced at will; each counts from the moment it is first here. */
  faults: Fault[];
}

/** Conditions to begin with: those that are left out are the default ones. */
export type InitialConditions = Partial<Omit<Conditions, 'rollout'>> & {
  readonly rollout?: Partial<RolloutConditions>;
};

/** Returns conditions with nothing slowed, nothing denied, nothing broken. */
export function defaultConditions(): Conditions {
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
    copyMs: 0,
    copyBandwidth: 0,
    copySpaces: false,
    opaqueEtags: false,
    rollout: defaultRolloutConditions(),
    faults: [],
  };
}
