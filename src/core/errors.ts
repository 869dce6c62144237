import { visible } from './visible';

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

/** Everything that can go wrong, as a person would tell the cases apart. */
export type Failure =
  | RoleFailure
  | 'notSignedIn'
  | 'unknownKey'
  | 'wrongKey'
  | 'expiredKey'
  | 'clockSkewed'
  | 'denied'
  | 'offline'
  | 'proxy'
  | 'timedOut'
  | 'throttled'
  | 'busy'
  | 'unsupportedRegion'
  | 'notFound'
  | 'applicationOffline'
  | 'deploying'
  | 'invalid'
  | 'badVersion'
  | 'badEndpoint'
  | 'misfit'
  | 'noKey'
  | 'noGrant'
  | 'grantExpired'
  | 'grantRefused'
  | 'grantUnfit'
  | 'notOffered'
  | 'garbled'
  | 'badPackage'
  | 'truncatedPackage'
  | 'emptyPackage'
  | 'tooLarge'
  | 'unreadable'
  | 'gone'
  | 'changedOnDisk'
  | 'notResumable'
  | 'takenUp'
  | 'journalFailed'
  | 'corrupted'
  | 'unverified'
  | 'noLink'
  | 'linkRefused'
  | 'readRefused'
  | 'changedInStore'
  | 'damagedDownload'
  | 'diskFull'
  | 'unwritable'
  | 'placeTaken'
  | 'placeChanged'
  | 'cancelled'
  | 'service';

const longestDetail = 1000;
const longestRequestId = 100;

/**
 * The only error that crosses a room's border. `detail` is plain English and carries no secret and no signed URL. Whatever
 * others wrote into it, it is fit to be shown and logged: one line, of bounded length.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly detail: string;
  readonly requestId: string | undefined;

  constructor(
    readonly failure: Failure,
    detail: string,
    requestId?: string,
    options?: ErrorOptions,
  ) {
    const shown = visible(detail, longestDetail);
    super(`${failure}: ${shown}`, options);
    this.detail = shown;
    this.requestId = requestId && visible(requestId, longestRequestId);
  }
}
