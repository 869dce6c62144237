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

/** The same for the same place; that of an application begins with that of its region. It ends with a slash. */
export function placeKey(place: RegionPlace | ApplicationPlace): string {
  const parts = [place.accountId, place.region, ...('applicationId' in place ? [place.applicationId] : [])];
  // The service names these: a slash in a name must not make two places one.
  return parts.map((part) => `${idPart(part)}/`).join('');
}
