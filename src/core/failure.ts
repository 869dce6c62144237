/**
 * All failures, told apart by what a person does about them. Their consequences are in `failureConsequences.ts`, their messages in
 * `ui/messages/failures`.
 */
export type Failure =
  | CredentialFailure
  | RoleFailure
  | ConnectionFailure
  | ServiceFailure
  | DeployFailure
  | StorageFailure
  | FileFailure
  | 'cancelled';

/** Failures of the credential and its permissions. */
export type CredentialFailure =
  | 'notSignedIn'
  | 'noKey'
  | 'unknownKey'
  | 'wrongKey'
  | 'expiredKey'
  | 'mfaMissing'
  | 'addressRefused'
  | 'clockSkewed'
  | 'denied'
  | 'roleMissing'
  | 'otherAccount';

/** Failures of identities that the Tencent Cloud CLI takes on and this product cannot, and of roles to assume. */
export type RoleFailure =
  | 'profileUnreadable'
  | 'machineRole'
  | 'podRole'
  | 'cliKeyExpired'
  | 'cliLoginEnded'
  | 'roleDenied'
  | 'roleUnknown'
  | 'roleInvalid'
  | 'roleKeyRefused';

/** Failures of the connection to Tencent Cloud, on this machine and beyond. */
export type ConnectionFailure =
  | 'offline'
  | 'cutShort'
  | 'timedOut'
  | 'slowLine'
  | 'proxy'
  | 'certificate'
  | 'blockedHere'
  | 'tooManyOpen'
  | 'blockedOnTheWay'
  | 'bodyTooLarge'
  | 'invalidResponse'
  | 'internal'
  | 'badEndpoint';

/** Failures that a service reports for any request. */
export type ServiceFailure =
  | 'throttled'
  | 'busy'
  | 'serviceAway'
  | 'retired'
  | 'unsupportedRegion'
  | 'arrears'
  | 'isolated'
  | 'quota'
  | 'soldOut'
  | 'notFound'
  | 'invalid'
  | 'ourFault'
  | 'service';

/** Failures that TEM reports for changes of an application. */
export type DeployFailure =
  | 'deploying'
  | 'locked'
  | 'componentInstalling'
  | 'repositoryNotReady'
  | 'stopped'
  | 'notRunningHere'
  | 'stillUsed'
  | 'nameTaken'
  | 'notBound'
  | 'versionRefused'
  | 'versionNotLower'
  | 'versionTooLong'
  | 'timedOutInside'
  | 'failedInside';

/** Failures of COS, and of the grants to use it. */
export type StorageFailure =
  | 'noGrant'
  | 'grantExpired'
  | 'grantRefused'
  | 'grantUnfit'
  | 'overloaded'
  | 'notOffered'
  | 'requestRefused'
  | 'conflict'
  | 'copyRefused'
  | 'storeLocked'
  | 'bucketKey'
  | 'withheld'
  | 'redirected'
  | 'uploadGone'
  | 'corrupted'
  | 'wrongLeft'
  | 'notStored'
  | 'unverified'
  | 'noLink'
  | 'linkRefused'
  | 'readRefused'
  | 'changedInStore'
  | 'damagedDownload';

/** Failures of files and checkpoints on this machine. */
export type FileFailure =
  | 'badVersion'
  | 'misfit'
  | 'badPackage'
  | 'truncatedPackage'
  | 'emptyPackage'
  | 'tooLarge'
  | 'unreadable'
  | 'gone'
  | 'changedOnDisk'
  | 'notResumable'
  | 'alreadyLocked'
  | 'journalFailed'
  | 'diskFull'
  | 'unwritable'
  | 'placeTaken'
  | 'placeChanged';
