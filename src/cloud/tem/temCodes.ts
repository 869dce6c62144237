import type { Failure } from '../../core/errors';

/**
 * The codes in the documentation of TEM's actions and those of all of Tencent Cloud's products, by failure. What follows
 * from each failure is in `core/failureConsequences.ts`; whether the call is repeated, in `temRetryPolicy.ts`.
 */
const codes: Partial<Record<Failure, readonly string[]>> = {
  addressRefused: ['IpInBlacklist', 'IpNotInWhitelist'],
  arrears: ['OperationDenied.BalanceNotEnough'],
  busy: [
    'FailedOperation.DefaultInternalError',
    'InternalError',
    'InternalError.DefaultInternalError',
    'ServiceUnavailable',
  ],
  clockSkewed: ['AuthFailure.SignatureExpire'],
  componentInstalling: ['ResourceUnavailable.WaitForKruise'],
  denied: ['AuthFailure.UnauthorizedOperation', 'UnauthorizedOperation', 'UnauthorizedOperation.UnauthorizedOperation'],
  deploying: ['FailedOperation.ServiceDeploying', 'ResourceInUse.ServiceDeploying'],
  expiredKey: ['AuthFailure.TokenFailure'],
  failedInside: [
    'FailedOperation.CreateServiceError',
    'FailedOperation.DeleteServiceError',
    'FailedOperation.DescribeIngressListError',
    'FailedOperation.DescribeRunPodListError',
    'FailedOperation.DescribeServiceError',
    'FailedOperation.DescribeServiceListError',
    'InternalError.CreateApmResourceError',
    'InternalError.CreateConfigDataError',
    'InternalError.CreateEksClusterError',
    'InternalError.CreateServiceError',
    'InternalError.DeleteServiceError',
    'InternalError.DeployVersionError',
    'InternalError.DescribeIngressListError',
    'InternalError.DescribeRunPodListError',
    'InternalError.DescribeServiceError',
    'InternalError.DescribeServiceListError',
    'InternalError.RestartApplicationError',
    'InternalError.StopApplicationError',
    'InternalError.TagInterfaceError',
  ],
  invalid: [
    'InvalidParameter',
    'InvalidParameter.LBServiceCannotSupportTcpUdpSameTime',
    'InvalidParameter.MustProvidePortMappingRules',
    'InvalidParameter.ServiceNameNotValid',
    'InvalidParameter.ServiceUseReserveSuffix',
    'InvalidParameterValue',
    'InvalidParameterValue.AutoScalerLargerThanOne',
    'InvalidParameterValue.CannotUpdateServiceByBothMethods',
    'InvalidParameterValue.ConfigDataInvalid',
    'InvalidParameterValue.InvalidEksServiceType',
    'InvalidParameterValue.InvalidEnvName',
    'InvalidParameterValue.InvalidEnvValue',
    'InvalidParameterValue.InvalidMountPath',
    'InvalidParameterValue.InvalidServiceName',
    'InvalidParameterValue.InvalidTenantInfo',
    'InvalidParameterValue.JdkVersionRequired',
    'InvalidParameterValue.MustProvidePortMappingRules',
    'InvalidParameterValue.OsNotSupport',
    'InvalidParameterValue.PortDuplicateError',
    'InvalidParameterValue.PortIsReserved',
    'InvalidParameterValue.PostStartNotValid',
    'InvalidParameterValue.PreStopNotValid',
    'InvalidParameterValue.PublicRepoTypeParameterError',
    'InvalidParameterValue.ServiceLowerCase',
    'InvalidParameterValue.ServiceUseReserveSuffix',
    'InvalidParameterValue.TcrEntInstanceNameNotValid',
    'InvalidParameterValue.TemIdInvalid',
    'InvalidParameterValue.TraitsTracingNotSupported',
  ],
  isolated: ['OperationDenied.ResourceIsolated'],
  locked: ['ResourceInUse', 'ResourceInUse.EnvironmentAlreadyLocked', 'ResourceInUse.ResourceAlreadyLocked'],
  mfaMissing: ['AuthFailure.MFAFailure'],
  nameTaken: [
    'InvalidParameterValue.ApplicationServiceAlreadyExist',
    'InvalidParameterValue.CannotOverWriteOtherApplicationService',
    'InvalidParameterValue.ConfigDataAlreadyExist',
    'InvalidParameterValue.NamespaceDuplicateError',
    'InvalidParameterValue.ServiceNameDuplicateError',
  ],
  notBound: ['InvalidParameterValue.ApmNotBind', 'InvalidParameterValue.RegistryNotBind'],
  notFound: [
    'InvalidParameterValue.ApplicationServiceNotFound',
    'ResourceNotFound',
    'ResourceNotFound.NamespaceNotFound',
    'ResourceNotFound.ServiceNotFound',
    'ResourceNotFound.VersionNamespaceNotFound',
    'ResourceNotFound.VersionServiceNotFound',
  ],
  notRunningHere: ['ResourceNotFound.ServiceRunningVersionNotFound'],
  otherAccount: ['InvalidParameterValue.NamespaceNotBelongToAppid', 'InvalidParameterValue.ServiceNotBelongToAppid'],
  ourFault: [
    'AuthFailure.InvalidAuthorization',
    'DryRunOperation',
    'InvalidRequest',
    'MissingParameter',
    'MissingParameter.DeployModeNull',
    'MissingParameter.DeployVersionNull',
    'MissingParameter.EnvironmentNameNull',
    'MissingParameter.ImgRepoNull',
    'MissingParameter.LogsetOrTopicNull',
    'MissingParameter.NamespaceIdNull',
    'MissingParameter.PkgNameNull',
    'MissingParameter.RepoServerNull',
    'MissingParameter.ServiceIdNull',
    'MissingParameter.TcrEntInstanceNameNull',
    'MissingParameter.VpcServiceSubnetNull',
    'RequestSizeLimitExceeded',
    'ResponseSizeLimitExceeded',
    'UnknownParameter',
    'UnsupportedProtocol',
  ],
  quota: [
    'InvalidParameter.ApplicationAccessServiceReachMaximum',
    'InvalidParameter.TooManyPortMappingRules',
    'InvalidParameter.VpcOverQuota',
    'InvalidParameterValue.ApplicationAccessServiceReachMaximum',
    'InvalidParameterValue.DailyCreateNamespaceReachMaximum',
    'InvalidParameterValue.NamespaceReachMaximum',
    'InvalidParameterValue.ServicePodReachMaximum',
    'InvalidParameterValue.ServiceReachMaximum',
    'LimitExceeded',
  ],
  repositoryNotReady: ['MissingParameter.SvcRepoNotReady'],
  retired: [
    'ActionOffline',
    'InvalidAction',
    'NoSuchProduct',
    'NoSuchVersion',
    'ResourceNotFound.InterfaceNotFound',
    'UnsupportedOperation',
    'UnsupportedOperation.UnsupportAction',
  ],
  roleMissing: ['InvalidParameter.UnauthorizedOrMissingRole', 'UnauthorizedOperation.MissingEksLogRole'],
  service: ['FailedOperation', 'OperationDenied', 'ResourceUnavailable'],
  serviceAway: ['ResourceNotFound.MicroserviceOffline'],
  soldOut: ['ResourceInsufficient'],
  stillUsed: [
    'InvalidParameterValue.ServiceFoundRunningVersion',
    'InvalidParameterValue.VersionRouteRateNotZero',
    'ResourceUnavailable.ApplicationNotDeletable',
  ],
  stopped: ['ResourceUnavailable.ApplicationStopped'],
  throttled: [
    'RequestLimitExceeded',
    'RequestLimitExceeded.GlobalRegionUinLimitExceeded',
    'RequestLimitExceeded.IPLimitExceeded',
    'RequestLimitExceeded.UinLimitExceeded',
  ],
  timedOutInside: ['FailedOperation.ActionReadTimeout', 'InternalError.ActionReadTimeout'],
  unknownKey: ['AuthFailure.InvalidSecretId', 'AuthFailure.SecretIdNotFound'],
  unsupportedRegion: ['InvalidParameterValue.CreateNamespaceUnsupportRegionError', 'UnsupportedRegion'],
  versionNotLower: ['InvalidParameterValue.VersionLowerCase'],
  versionRefused: ['InvalidParameterValue.InvalidDeployVersion'],
  versionTooLong: ['InvalidParameterValue.VersionLengthLimit'],
  wrongKey: ['AuthFailure.SignatureFailure'],
};

// Of codes that are not above: by what comes before the first dot, where that says it.
const families: Partial<Record<Failure, readonly string[]>> = {
  denied: ['AuthFailure'],
  failedInside: ['InternalError'],
};

/** The failures by documented code. */
export const temCodes: ReadonlyMap<string, Failure> = new Map(pairsOf(codes));
const byFamily = new Map(pairsOf(families));

/** Returns the failure that a code of TEM means; `undefined` for one that neither is documented nor of a documented family. */
export function temCode(code: string): Failure | undefined {
  const [family = ''] = code.split('.', 1);
  return temCodes.get(code) ?? byFamily.get(family) ?? temCodes.get(family);
}

function pairsOf(table: typeof codes): readonly (readonly [string, Failure])[] {
  return Object.entries(table).flatMap(([failure, names]) => names.map((name) => [name, failure as Failure] as const));
}
