import { isIP } from 'node:net';
import { AppError } from '../core/errors';
import type { GetRequest } from './httpGet';

/**
 * Where a signed URL leads. It comes from TEM and is followed nowhere but over TLS, or to this machine: the signature does
 * not cover the protocol. Throws `garbled` for what is no such URL; no message holds any of it.
 */
export function signedLink(link: string): Omit<GetRequest, 'headers'> {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (!url?.host || url.username || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new AppError('garbled', 'GenerateApplicationPackageDownloadUrl answered with something that is no link');
  }
  const isHere = url.hostname === 'localhost' || url.hostname === '[::1]' || isLoopback(url.hostname);
  if (!isHere) url.protocol = 'https:';
  return { protocol: url.protocol === 'http:' ? 'http:' : 'https:', host: url.host, path: url.pathname + url.search };
}

function isLoopback(hostname: string): boolean {
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}
