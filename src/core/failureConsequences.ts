/**
 * The next attempt after a failure. `same`: the request, a moment later; `slower`: the request, over fewer connections;
 * `newKey`: the request, with a new grant, once; `anew`: all parts; `otherShape`: the other way to upload; `smaller`:
 * smaller parts; `afterClock`: the request, once a clock is right; `later`: the request, minutes later, once the service has
 * finished other work; `afterLook`: the request, if it changes something only after a look at what the first one did; `no`:
 * none, a person must change something.
 */
export type NextAttempt =
  'same' | 'slower' | 'newKey' | 'anew' | 'otherShape' | 'smaller' | 'afterClock' | 'later' | 'afterLook' | 'no';

/** The consequences of a failure. */
export interface FailureConsequences {
  readonly again: NextAttempt;
  /** True where the completed parts of an upload stay of use. */
  readonly isKept: boolean;
  /**
   * Set where a service understood the request and refused it: `forNow` as long as the account's rights, bill and
   * applications stay as they are, `forGood` in any case.
   */
  readonly refusal?: 'forNow' | 'forGood';
}

const kept = (again: NextAttempt): FailureConsequences => ({ again, isKept: true });
const ended = (again: NextAttempt): FailureConsequences => ({ again, isKept: false });
const forNow = (again: NextAttempt): FailureConsequences => ({ again, isKept: true, refusal: 'forNow' });
const forGood = (again: NextAttempt): FailureConsequences => ({ again, isKept: true, refusal: 'forGood' });

/** Failures of the credential and its permissions. */
export const credentialFailures = {
  notSignedIn: kept('no'),
  noKey: kept('no'),
  unknownKey: kept('no'),
  wrongKey: kept('no'),
  expiredKey: kept('no'),
  mfaMissing: kept('no'),
  addressRefused: kept('no'),
  clockSkewed: kept('afterClock'),
  denied: forNow('no'),
  roleMissing: forNow('no'),
  otherAccount: forNow('no'),
} as const;

/** Failures of identities that the Tencent Cloud CLI takes on and this product cannot, and of roles to assume. */
export const roleFailures = {
  profileUnreadable: kept('no'),
  machineRole: kept('no'),
  podRole: kept('no'),
  cliKeyExpired: kept('no'),
  cliLoginEnded: kept('no'),
  roleDenied: kept('no'),
  roleUnknown: kept('no'),
  roleInvalid: kept('no'),
  roleKeyRefused: kept('no'),
} as const;

/** Failures of the connection to Tencent Cloud, on this machine and beyond. */
export const connectionFailures = {
  offline: kept('same'),
  cutShort: kept('same'),
  timedOut: kept('slower'),
  slowLine: kept('slower'),
  proxy: kept('no'),
  certificate: kept('no'),
  blockedHere: kept('same'),
  tooManyOpen: kept('slower'),
  blockedOnTheWay: kept('no'),
  bodyTooLarge: kept('smaller'),
  invalidResponse: kept('same'),
  internal: kept('no'),
  badEndpoint: kept('no'),
} as const;

/** Failures that a service reports for any request. */
export const serviceFailures = {
  throttled: kept('slower'),
  busy: kept('same'),
  serviceAway: kept('later'),
  retired: forNow('no'),
  unsupportedRegion: kept('no'),
  arrears: forNow('no'),
  isolated: forNow('no'),
  quota: forNow('no'),
  soldOut: forNow('no'),
  notFound: kept('no'),
  invalid: forGood('no'),
  ourFault: forGood('no'),
  service: forNow('no'),
} as const;

/** Failures that TEM reports for changes of an application. */
export const deployFailures = {
  deploying: kept('later'),
  locked: kept('later'),
  componentInstalling: kept('later'),
  repositoryNotReady: kept('later'),
  stopped: kept('no'),
  notRunningHere: kept('no'),
  stillUsed: kept('no'),
  nameTaken: forGood('no'),
  notBound: forNow('no'),
  versionRefused: forGood('no'),
  versionNotLower: forGood('no'),
  versionTooLong: forGood('no'),
  timedOutInside: kept('afterLook'),
  failedInside: kept('afterLook'),
  imageApplication: kept('no'),
  nothingToUndo: kept('no'),
  nothingRuns: kept('no'),
  alreadyContinued: kept('no'),
  planOutdated: kept('no'),
  packageGone: kept('no'),
  packageUnknown: kept('no'),
} as const;

/** Failures of COS, and of the grants to use it. */
export const storageFailures = {
  noGrant: forNow('no'),
  grantExpired: kept('newKey'),
  grantRefused: forGood('newKey'),
  grantUnfit: forGood('newKey'),
  overloaded: kept('slower'),
  notOffered: forGood('otherShape'),
  requestRefused: forGood('no'),
  conflict: kept('same'),
  copyRefused: forGood('otherShape'),
  storeLocked: forNow('no'),
  bucketKey: forNow('no'),
  withheld: forNow('no'),
  redirected: forNow('no'),
  uploadGone: ended('anew'),
  corrupted: kept('same'),
  wrongLeft: kept('no'),
  notStored: kept('no'),
  unverified: kept('no'),
  noLink: kept('no'),
  linkRefused: kept('no'),
  readRefused: kept('no'),
  changedInStore: kept('no'),
  damagedDownload: kept('no'),
} as const;

/** Failures of files and checkpoints on this machine. */
export const fileFailures = {
  badVersion: kept('no'),
  misfit: kept('no'),
  badPackage: kept('no'),
  truncatedPackage: kept('no'),
  damagedEntries: kept('no'),
  emptyPackage: kept('no'),
  tooLarge: kept('no'),
  unreadable: kept('no'),
  gone: kept('no'),
  changedOnDisk: ended('no'),
  notResumable: ended('no'),
  alreadyLocked: kept('no'),
  journalFailed: kept('no'),
  diskFull: kept('no'),
  unwritable: kept('no'),
  placeTaken: kept('no'),
  placeChanged: kept('no'),
  settingsUnwritable: kept('no'),
} as const;

/** The consequences of each failure. */
export const failureConsequences = {
  ...credentialFailures,
  ...roleFailures,
  ...connectionFailures,
  ...serviceFailures,
  ...deployFailures,
  ...storageFailures,
  ...fileFailures,
  cancelled: ended('no'),
} as const;
