import { AppError } from '../../core/errors';
import type { Endpoints, Site } from '../../core/model';

/** The origin of a service: `host` includes a port that is not the usual one. */
export interface BaseUrl {
  readonly protocol: 'http:' | 'https:';
  readonly host: string;
}

const temHosts: Record<Exclude<Site, 'sandbox'>, string> = {
  china: 'tem.tencentcloudapi.com',
  international: 'tem.intl.tencentcloudapi.com',
};

/** Returns the origin of TEM for a connection. Throws `invalid` for a setting that is no URL, `offline` without the sandbox. */
export function temUrl({ site, endpoints }: { readonly site: Site; readonly endpoints: Endpoints }): BaseUrl {
  if (endpoints.tem) return parse(endpoints.tem, 'TEM');
  if (site === 'sandbox') throw new AppError('offline', 'the sandbox does not run');
  return { protocol: 'https:', host: temHosts[site] };
}

const stsHosts: typeof temHosts = {
  china: 'sts.tencentcloudapi.com',
  international: 'sts.intl.tencentcloudapi.com',
};

// As of each of its APIs: by region, site or network. There a host answers for its own API only.
const tencentHost = /^tem(\.[a-z0-9-]{1,64}){0,4}\.tencentcloudapi\.com$/;

/**
 * Returns the origin of STS for a connection: with an address set for TEM, the same, or the one beside it where that is one
 * of Tencent's own. Throws as `temUrl` does.
 */
export function stsUrl({ site, endpoints }: { readonly site: Site; readonly endpoints: Endpoints }): BaseUrl {
  if (endpoints.tem || site === 'sandbox') {
    const { protocol, host } = temUrl({ site, endpoints });
    return { protocol, host: tencentHost.test(host) ? host.replace(/^tem/, 'sts') : host };
  }
  return { protocol: 'https:', host: stsHosts[site] };
}

/** Returns the origin of COS that is set; `undefined` where the bucket's name gives it. Throws `invalid` for no URL. */
export function cosUrl({ endpoints }: { readonly endpoints: Endpoints }): BaseUrl | undefined {
  return endpoints.cos ? parse(endpoints.cos, 'COS') : undefined;
}

function parse(address: string, service: string): BaseUrl {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url?.host || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new AppError('invalid', `the address set for ${service} is not an http or https URL`);
  }
  return { protocol: url.protocol, host: url.host };
}
