/**
 * Everything that can go wrong, as a person would tell the cases apart: by what is to be done. What each asks for is in
 * `aftermath.ts`, what a person reads in the ui.
 */
export type Failure =
  KeyFailure | RoleFailure | WayFailure | ServiceFailure | DeployFailure | StoreFailure | FileFailure | 'cancelled';

/** The key, and what it may do. */
export type KeyFailure =
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

/** Whom the Tencent Cloud CLI would be and we cannot, and the role that a key is to assume. */
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

/** The way to Tencent Cloud, on this machine and beyond. */
export type WayFailure =
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

/** What a service answers, whatever it was asked for. */
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

/** What TEM answers to what is done to an application. */
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

/** The store, and the leave to use it. */
export type StoreFailure =
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

/** Files of this machine, and what is noted on it. */
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
