import { idPart } from './idPart';

/** A region as one account sees it. */
export interface RegionPlace {
  readonly accountId: string;
  readonly region: string;
}

/** An application of an account in a region. */
export interface ApplicationPlace extends RegionPlace {
  readonly applicationId: string;
}

/** An application in one of its environments. */
export interface EnvironmentPlace extends ApplicationPlace {
  readonly environmentId: string;
}

/** Returns a key for a region or an application, ending with a slash. An application's begins with that of its region. */
export function placeKey(place: RegionPlace | ApplicationPlace): string {
  const parts = [place.accountId, place.region, ...('applicationId' in place ? [place.applicationId] : [])];
  // The service names these: a slash in a name must not make two places one.
  return parts.map((part) => `${idPart(part)}/`).join('');
}
