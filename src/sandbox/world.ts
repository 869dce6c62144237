/** One instance of a deployed application. */
export interface Pod {
  id: string;
  ip: string;
  /** As TEM words it: `Running`, `Pending`, `Error`, `CrashLoopBackOff` … */
  status: string;
  ready: boolean;
  restarts: number;
  startedAt: string;
  unhealthyReason?: string;
  /** The version that it runs; default: that of its deployment. */
  version?: string;
}

/** The deployment of an application in one environment. `status` as TEM words it: `Running`, `Deploying` … */
export interface Deployment {
  environmentId: string;
  versionId: string;
  version: string;
  packageName: string;
  jdkVersion: string;
  status: string;
  deploying: boolean;
  expectedInstances: number;
  pods: Pod[];
  /** The time of the deployment as TEM writes times: `2026-11-23 12:05:00`. */
  deployedAt: string;
}

/** A package that is in COS from the start. */
export interface SeededPackage {
  version: string;
  name: string;
  bytes: Buffer;
  /** The time of the upload, in epoch ms; default: the start of the sandbox. */
  storedAt?: number;
}

/**
 * An application of TEM, as which packages are deployed. `hasAuthority` false: the account may see that the application
 * exists, not more.
 */
export interface Application {
  id: string;
  name: string;
  description: string;
  language: 'JAVA' | 'OTHER';
  deployMode: 'JAR' | 'WAR' | 'IMAGE';
  hasAuthority: boolean;
  createdAt: string;
  packages: SeededPackage[];
  deployments: Deployment[];
}

/** An environment of TEM, in which applications run. */
export interface Environment {
  id: string;
  name: string;
  type: 'test' | 'pre' | 'prod';
  description: string;
  clusterStatus: string;
  createdAt: string;
}

/** One region's environments and applications; an account serves only the regions it has. */
export interface Region {
  id: string;
  environments: Environment[];
  applications: Application[];
}

/**
 * One API credential and its regions. `actions` are CAM patterns such as `tem:Describe*`; `token` is required when
 * given.
 */
export interface Account {
  appId: number;
  uin: string;
  secretId: string;
  secretKey: string;
  token?: string;
  /** The end of a temporary credential, in epoch seconds. */
  expiresAt?: number;
  actions: string[];
  regions: Region[];
}

/**
 * A role of CAM: an account that has assumed it may do `actions` with everything that the account `uin` has. The role
 * trusts the accounts in `trusted`, by `uin`, for sessions of `maxSeconds` at most.
 */
export interface Role {
  uin: string;
  id: string;
  name: string;
  trusted: string[];
  maxSeconds: number;
  actions: string[];
}

/** The initial content of a sandbox. Accounts that share a `regions` array go on sharing it in the world. */
export interface Seed {
  readonly accounts: readonly Account[];
  readonly roles?: readonly Role[];
}

/** Holds everything that exists, free to be changed while the sandbox runs. */
export class World {
  readonly accounts: Account[];
  readonly roles: Role[];
  /** The temporary credentials of roles that were given out last, in that order. */
  readonly sessions: Account[] = [];

  constructor(seed: Seed) {
    // structuredClone would turn the packages' Buffers into plain Uint8Arrays.
    const clones = new Map<object, unknown>();
    this.accounts = seed.accounts.map((account) => clone(account, clones));
    this.roles = (seed.roles ?? []).map((role) => clone(role, clones));
  }

  accountOf(secretId: string): Account | undefined {
    const isIts = (account: Account) => account.secretId === secretId;
    return this.accounts.find(isIts) ?? this.sessions.find(isIts);
  }

  hasBucket(bucket: string): boolean {
    return this.ownerOf(bucket) !== undefined;
  }

  ownerOf(bucket: string): Account | undefined {
    return this.accounts.find((account) => account.regions.some((region) => bucketOf(account, region.id) === bucket));
  }
}

/** Returns the name of the one bucket of an account in a region. */
export function bucketOf(account: Pick<Account, 'appId'>, region: string): string {
  return `tem-${region}-${account.appId}`;
}

/** Returns the prefix of the object keys of all packages of an application. */
export function packagePrefix(account: Pick<Account, 'appId'>, applicationId: string): string {
  return `tem/pkg/${account.appId}/${applicationId}/`;
}

function clone<T>(value: T, clones: Map<object, unknown>): T {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  const known = clones.get(value);
  if (known !== undefined) return known as T;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
  clones.set(value, copy);
  for (const [name, field] of Object.entries(value)) Object.assign(copy, { [name]: clone<unknown>(field, clones) });
  return copy as T;
}
