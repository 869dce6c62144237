import { isIP } from 'node:net';
import { AppError } from '../../core/errors';
import type { Connection } from '../../core/model';
import type { GetRequest } from '../http/httpGet';

const maxLength = 8192;

/** The reach of a host: a name of the Internet, an address or a name of this network only, or this machine. */
type Reach = 'named' | 'bare' | 'here';

/**
 * Checks a link that TEM signed before it is followed or passed on: visible ASCII, over TLS (the signature does not cover the
 * protocol), and into this network or this machine only where the person's endpoints are there, too. Throws `invalidResponse`
 * for anything else, without any of it in the message.
 */
export function checkLink(link: string, { endpoints }: Pick<Connection, 'endpoints'>, requestId?: string): string {
  const url = parse(link);
  if (!url) throw noLink('something that is no link', requestId);
  const reach = reachOf(url.hostname);
  const trusted = [endpoints.tem, endpoints.cos].map((address) => address && parse(address));
  const isMeant = reach === 'named' || trusted.some((one) => one && reachOf(one.hostname) === reach);
  if (!isMeant) throw noLink('a link into the network of this machine', requestId);
  return url.href;
}

/** Builds the request for a checked link. Throws `invalidResponse`. */
export function signedLink(link: string): Omit<GetRequest, 'headers'> {
  const url = parse(link);
  if (!url) throw noLink('something that is no link');
  return { protocol: url.protocol === 'http:' ? 'http:' : 'https:', host: url.host, path: url.pathname + url.search };
}

function parse(link: string): URL | undefined {
  // A URL drops line ends and tabs without a word.
  const url = link.length <= maxLength && !/[\p{C}\p{Z}]/u.test(link) && URL.canParse(link) ? new URL(link) : undefined;
  if (!url?.host || url.username || url.password) return undefined;
  if (url.protocol === 'http:' && reachOf(url.hostname) !== 'here') url.protocol = 'https:';
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

function reachOf(hostname: string): Reach {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isLoopback = isIP(host) === 4 ? host.startsWith('127.') : host === '::1' || /(^|\.)localhost$/.test(host);
  if (isLoopback) return 'here';
  return isIP(host) > 0 || !host.includes('.') ? 'bare' : 'named';
}

function noLink(what: string, requestId?: string): AppError {
  return new AppError('invalidResponse', `GenerateApplicationPackageDownloadUrl returned ${what}`, requestId);
}
