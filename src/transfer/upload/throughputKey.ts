import type { Connection, UploadGrant } from '../../core/model';

/** Names the line to a store: the site or the host of its own address, and the bucket's region. No secret is in it. */
export function throughputKey({ site, endpoints }: Connection, { region }: Pick<UploadGrant, 'region'>): string {
  // The practice store has another port each time.
  const own = site !== 'sandbox' && endpoints?.cos && URL.canParse(endpoints.cos) ? new URL(endpoints.cos).host : site;
  return `${own} ${region}`;
}
