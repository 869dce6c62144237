import type { Node } from '../../browse/nodes';
import type { Site } from '../../core/model';

/** Page of TEM's console, by its path; a region, application or environment is chosen there. */
export type ConsolePage = '' | '/application' | '/env';

/** Gives the address of a page of TEM's web console of a site; `undefined` for the sandbox, which has none. */
export function consoleAddress(site: Site, page: ConsolePage): string | undefined {
  const addresses: Record<Site, string | undefined> = {
    china: 'https://console.cloud.tencent.com/tem',
    international: 'https://console.tencentcloud.com/tem',
    sandbox: undefined,
  };
  const address = addresses[site];
  return address && `${address}${page}`;
}

/** Finds the documented page that is nearest to what a row shows: the list of environments, or of applications. */
export function consolePage(node: Node): ConsolePage {
  switch (node.kind) {
    case 'account':
    case 'region':
      return '';
    case 'group':
      return node.environment ? '/env' : '/application';
    case 'environment':
      return '/env';
    case 'application':
    case 'environments':
    case 'packages':
    case 'rollout':
    case 'instance':
    case 'package':
      return '/application';
    case 'loadMore':
    case 'placeholder':
      return consolePage(node.parent);
  }
}
