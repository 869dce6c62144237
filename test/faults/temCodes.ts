/** The codes that `CreateCosToken` itself is documented with. */
export const grantCodes: readonly string[] = [
  'InternalError.ActionReadTimeout',
  'InternalError.DefaultInternalError',
  'ResourceNotFound.MicroserviceOffline',
  'UnauthorizedOperation.UnauthorizedOperation',
];

const families: Readonly<Record<string, string>> = {
  AuthFailure:
    'InvalidAuthorization InvalidSecretId MFAFailure SecretIdNotFound SignatureExpire SignatureFailure TokenFailure ' +
    'UnauthorizedOperation',
  FailedOperation:
    'ActionReadTimeout CreateServiceError DefaultInternalError DescribeRunPodListError DescribeServiceListError',
  InternalError:
    'CreateApmResourceError CreateServiceError DeployVersionError RestartApplicationError StopApplicationError',
  InvalidParameterValue:
    'InvalidDeployVersion NamespaceNotBelongToAppid ServiceNotBelongToAppid TemIdInvalid VersionLengthLimit ' +
    'VersionLowerCase ServicePodReachMaximum',
  MissingParameter: 'PkgNameNull ServiceIdNull SvcRepoNotReady',
  OperationDenied: 'BalanceNotEnough ResourceIsolated',
  RequestLimitExceeded: 'IPLimitExceeded UinLimitExceeded GlobalRegionUinLimitExceeded',
  ResourceInUse: 'EnvironmentAlreadyLocked ResourceAlreadyLocked ServiceDeploying',
  ResourceNotFound:
    'InterfaceNotFound NamespaceNotFound ServiceNotFound ServiceRunningVersionNotFound VersionNamespaceNotFound ' +
    'VersionServiceNotFound',
  ResourceUnavailable: 'ApplicationNotDeletable ApplicationStopped WaitForKruise',
  UnauthorizedOperation: 'MissingEksLogRole',
  UnsupportedOperation: 'UnsupportAction',
};

// Those of all products, without a second half.
const common =
  'ActionOffline DryRunOperation FailedOperation InternalError InvalidAction InvalidParameter InvalidParameterValue ' +
  'InvalidRequest LimitExceeded MissingParameter NoSuchProduct NoSuchVersion RequestLimitExceeded ' +
  'RequestSizeLimitExceeded ResourceInUse ResourceInsufficient ResourceNotFound ResourceUnavailable ' +
  'ServiceUnavailable UnauthorizedOperation UnknownParameter UnsupportedOperation UnsupportedProtocol ' +
  'UnsupportedRegion SomethingNew.Altogether';

/** The other documented ones. */
export const otherTemCodes: readonly string[] = [
  ...Object.entries(families).flatMap(([family, names]) => names.split(' ').map((name) => `${family}.${name}`)),
  ...common.split(' '),
];
