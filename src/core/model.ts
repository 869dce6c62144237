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

/** The package that one environment runs, from `DescribeApplicationInfo`. */
export interface DeployedPackage {
  readonly environmentId: string;
  readonly environmentName: string;
  readonly packageName: string;
  readonly version: string;
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
}
