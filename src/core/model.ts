/** Where an account's API and console live; `sandbox` is the product's own imitation on loopback. */
export type Site = 'china' | 'international' | 'sandbox';

/** A signed-in account as a person sees it: nothing secret. `id` is ours and stable, `name` the person's. */
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

/** A role of CAM as its resource description names it, and the name that the session of whoever assumes it has. */
export interface Role {
  readonly arn: string;
  readonly sessionName: string;
}

/** Whom requests are sent as: the owner of a key, or the role that is assumed with it. */
export interface Identity {
  readonly credential: Credential;
  readonly role?: Role;
}

/** Where an account's key comes from. Only a typed key is kept by us; the others are read anew at every use. */
export type CredentialSource =
  | { readonly from: 'typed'; readonly credential: Credential }
  | { readonly from: 'environment' }
  | { readonly from: 'profile'; readonly profile: string };

/** Base URLs (`https://host` or `http://127.0.0.1:port`) used instead of the site's own; absent means the site's own. */
export interface Endpoints {
  readonly tem?: string;
  readonly cos?: string;
}

/** What a signed request needs to know of an account. */
export interface Connection {
  readonly site: Site;
  readonly credential: Credential;
  readonly endpoints: Endpoints;
}

/** How an application is deployed; `OTHER` is whatever the service says that is not known here. */
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

/** An application of TEM; an empty text is what the service does not say. */
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
  /** As in `UploadedPackage`, when the order was given. */
  readonly who?: string;
  readonly origin?: PackageOrigin;
}

/** Leave to store one object: from `CreateCosToken`. Times are epoch seconds. `key` never begins with `/`. */
export interface UploadGrant {
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly credential: Required<Credential>;
  readonly startsAt: number;
  readonly expiresAt: number;
}

/** Leave to list and read an application's packages: those whose keys begin with `prefix`. Times are epoch seconds. */
export interface ReadGrant extends Omit<UploadGrant, 'key'> {
  /** Ends with a slash and does not begin with one. */
  readonly prefix: string;
}

/** What an environment is for; `other` is whatever the service says that is not known here. */
export type EnvironmentKind = 'test' | 'pre' | 'prod' | 'other';

/** An environment of TEM. `status` is the service's own word for its cluster, empty where it says none. */
export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly kind: EnvironmentKind;
  readonly status: string;
}

/** One instance (pod) of an application in an environment. An empty text is what the service does not say. */
export interface Instance {
  readonly id: string;
  readonly status: string;
  readonly isReady: boolean;
  readonly restarts: number;
  readonly version: string;
  /** Epoch ms; absent where the service does not say. */
  readonly startedAt?: number;
  /** Why it is unhealthy, in the service's words; absent while it is not. */
  readonly complaint?: string;
}

/** What one environment runs, from `DescribeApplicationInfo`. `packageName` is empty where that is an image. */
export interface DeployedPackage {
  readonly environmentId: string;
  readonly environmentName: string;
  readonly packageName: string;
  readonly version: string;
  /** Epoch ms; absent where the service does not say. */
  readonly deployedAt?: number;
}

/** A package that the store has. `key` is its path; `modifiedAt` epoch ms. */
export interface StoredPackage {
  readonly packageName: string;
  readonly version: string;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}

/** Where a package was built, as far as git tells: `isDirty` when the work tree had changes that are in no commit. */
export interface PackageOrigin {
  /** The full id of the commit that was checked out. */
  readonly commit: string;
  /** Absent while no branch is checked out. */
  readonly branch?: string;
  readonly isDirty: boolean;
}

/** A package stored by this product. `bytes` is its size, `crc64` the store's CRC-64/XZ as unsigned decimal. */
export interface UploadedPackage {
  readonly target: Target;
  readonly packageName: string;
  readonly version: string;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly crc64: string;
  /** Epoch ms. */
  readonly uploadedAt: number;
  /** Who uploaded it: the name of the account, and of the person in git where that is known. */
  readonly who?: string;
  readonly origin?: PackageOrigin;
}
