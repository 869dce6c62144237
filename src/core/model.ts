/** The site of an account's API and console; `sandbox` is the product's own imitation on loopback. */
export type Site = 'china' | 'international' | 'sandbox';

/** A signed-in account, without secrets. `id` is the product's and stable, `name` the person's. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly site: Site;
}

/** A Tencent Cloud API key; `token` only with temporary keys. */
export interface Credential {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** A role of CAM by its resource description (`arn`), and the name of the session that assumes it. */
export interface Role {
  readonly arn: string;
  readonly sessionName: string;
}

/** The sender of requests: the owner of a credential, or the role that is assumed with it. */
export interface Identity {
  readonly credential: Credential;
  readonly role?: Role;
}

/** The source of an account's credential. Only a typed one is stored; the others are read anew at every use. */
export type CredentialSource =
  | { readonly from: 'typed'; readonly credential: Credential }
  | { readonly from: 'environment' }
  | { readonly from: 'profile'; readonly profile: string };

/** Base URLs (`https://host` or `http://127.0.0.1:port`) used instead of the site's own; absent means the site's own. */
export interface Endpoints {
  readonly tem?: string;
  readonly cos?: string;
}

/** The part of an account that signed requests need. */
export interface Connection {
  readonly site: Site;
  readonly credential: Credential;
  readonly endpoints: Endpoints;
}

/** The deploy mode of an application; `OTHER` is any that TEM names and that is not known here. */
export type DeployMode = 'JAR' | 'WAR' | 'IMAGE' | 'OTHER';

/** The version that runs in one environment. */
export interface RunningVersion {
  readonly environmentId: string;
  readonly environmentName: string;
  readonly versionName: string;
  readonly status: string;
  readonly currentInstances: number;
  readonly expectedInstances: number;
  readonly deploying: boolean;
}

/** An application of TEM; texts that TEM does not give are empty. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly deployMode: DeployMode;
  readonly versions: readonly RunningVersion[];
  readonly hasAuthority: boolean;
}

/** An application as something to upload to. */
export interface Target {
  readonly accountId: string;
  readonly region: string;
  readonly applicationId: string;
  readonly applicationName: string;
}

/** One package to store. `path` is absolute, `versionTemplate` is read by `versionName`, `id` is never given twice. */
export interface UploadOrder {
  readonly id: string;
  readonly target: Target;
  readonly path: string;
  readonly packageName: string;
  readonly versionTemplate: string;
  /** A person has accepted that entries of the package are damaged. */
  readonly acceptsDamage?: true;
  /** As in `UploadedPackage`, when the order was given. */
  readonly who?: string;
  readonly origin?: PackageOrigin;
}

/** A temporary credential to write one object to COS, from `CreateCosToken`. Times are epoch seconds. `key` has no `/` in front. */
export interface UploadGrant {
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly credential: Required<Credential>;
  readonly startsAt: number;
  readonly expiresAt: number;
}

/** A temporary credential to list and read the objects whose keys begin with `prefix`. Times are epoch seconds. */
export interface ReadGrant extends Omit<UploadGrant, 'key'> {
  /** A folder in COS, with a slash at its end and none in front. */
  readonly prefix: string;
}

/** The purpose of an environment; `other` is any that TEM names and that is not known here. */
export type EnvironmentKind = 'test' | 'pre' | 'prod' | 'other';

/** An environment of TEM. `status` is TEM's own word for its cluster, empty where TEM gives none. */
export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly kind: EnvironmentKind;
  readonly status: string;
}

/** One instance (pod) of an application in an environment; texts that TEM does not give are empty. */
export interface Instance {
  readonly id: string;
  readonly status: string;
  readonly isReady: boolean;
  readonly restarts: number;
  readonly version: string;
  /** Epoch ms; absent where TEM does not give it. */
  readonly startedAt?: number;
  /** TEM's reason why the instance is unhealthy; absent while it is healthy. */
  readonly unhealthyReason?: string;
}

/** The package that an environment runs, from `DescribeApplicationInfo`. `packageName` is empty for an image. */
export interface DeployedPackage {
  readonly environmentId: string;
  readonly environmentName: string;
  readonly packageName: string;
  readonly version: string;
  /** Epoch ms; absent where TEM does not give it. */
  readonly deployedAt?: number;
}

/** A package in COS. `key` is its object key, `modifiedAt` epoch ms. */
export interface StoredPackage {
  readonly packageName: string;
  readonly version: string;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}

/** The git state that a package was built from: `isDirty` when the work tree had changes that are in no commit. */
export interface PackageOrigin {
  /** The full id of the commit checked out. */
  readonly commit: string;
  /** Absent while no branch is checked out. */
  readonly branch?: string;
  readonly isDirty: boolean;
}

/** A package that this product uploaded. `bytes` is its size, `crc64` COS's CRC-64/XZ as unsigned decimal. */
export interface UploadedPackage {
  readonly target: Target;
  readonly packageName: string;
  readonly version: string;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly crc64: string;
  /** As COS reported it when the package was stored. */
  readonly etag?: string;
  /** The bytes that COS copied from another package, so that they were not sent. */
  readonly copiedBytes?: number;
  /** Epoch ms. */
  readonly uploadedAt: number;
  /** The uploader: the name of the account, and of the person in git where that is known. */
  readonly who?: string;
  readonly origin?: PackageOrigin;
}
