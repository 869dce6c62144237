import type { Connection, UploadGrant } from '../../core/model';

/** Builds the key of a line to COS: the site, or the host of its own endpoint, and the region. Contains no secret. */
export function throughputKey({ site, endpoints }: Connection, { region }: Pick<UploadGrant, 'region'>): string {
  // The sandbox has another port each time.
  const own = site !== 'sandbox' && endpoints?.cos && URL.canParse(endpoints.cos) ? new URL(endpoints.cos).host : site;
  return `${own} ${region}`;
}
