import type { Site } from '../../core/model';

/** Gives the address of TEM in the web console of a site; `undefined` for the sandbox, which has none. */
export function consoleAddress(site: Site): string | undefined {
  const addresses: Record<Site, string | undefined> = {
    china: 'https://console.cloud.tencent.com/tem',
    international: 'https://console.tencentcloud.com/tem',
    sandbox: undefined,
  };
  return addresses[site];
}
