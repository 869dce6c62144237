/** Everything that can go wrong, as a person would tell the cases apart. */
export type Failure =
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

/** The only error that crosses a room's border. `detail` is plain English and carries no secret and no signed URL. */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly failure: Failure,
    readonly detail: string,
    readonly requestId?: string,
    options?: ErrorOptions,
  ) {
    super(`${failure}: ${detail}`, options);
  }
}
