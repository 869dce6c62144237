import { AppError } from '../../core/errors';
import type { Endpoints, Site } from '../../core/model';

/** Where to send requests: `host` includes a port that is not the usual one. */
export interface BaseUrl {
  readonly protocol: 'http:' | 'https:';
  readonly host: string;
}

const temHosts: Record<Exclude<Site, 'sandbox'>, string> = {
  china: 'tem.tencentcloudapi.com',
  international: 'tem.intl.tencentcloudapi.com',
};

/** Where the TEM API of a connection is; throws `invalid` for a setting that is no URL. */
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
 * Where the STS API of a connection is: with an address set for TEM, there, or beside it where that is one of Tencent's own.
 * Throws `invalid` for one that is no URL.
 */
export function stsUrl({ site, endpoints }: { readonly site: Site; readonly endpoints: Endpoints }): BaseUrl {
  if (endpoints.tem || site === 'sandbox') {
    const { protocol, host } = temUrl({ site, endpoints });
    return { protocol, host: tencentHost.test(host) ? host.replace(/^tem/, 'sts') : host };
  }
  return { protocol: 'https:', host: stsHosts[site] };
}

/** Where COS is, when it is not where the bucket's name says. */
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
