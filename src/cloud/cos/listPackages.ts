import { AppError } from '../../core/errors';
import type { ReadGrant, StoredPackage } from '../../core/model';
import { noLog, type Log } from '../../core/ports/log';
import type { ListPackagesRequest, StoredPackagesPage } from '../../core/ports/packageStore';
import { withIdleTimeout } from '../http/withIdleTimeout';
import { cosFailure } from './cosFailure';
import { isSafeKey } from './cosKey';
import { rootOf } from './cosListings';
import { count, elements, record, text } from '../http/fields';
import { sendToCos } from './sendToCos';

const action = 'GetBucket';
const pageSize = 1000;
const idleTimeoutMs = 30_000;

/** Lists one page of the packages below the grant's prefix, as `PackageStore.listPackages` does; `log` gets a debug line. */
export async function listPackages(
  { connection, grant, from }: ListPackagesRequest,
  { signal, log = noLog }: { readonly signal: AbortSignal; readonly log?: Pick<Log, 'debug'> },
): Promise<StoredPackagesPage> {
  try {
    return await withIdleTimeout({ signal, idleTimeoutMs, what: action }, async (inner) => {
      const query = {
        prefix: grant.prefix,
        'max-keys': String(pageSize),
        // Without it a key may hold signs that no XML can.
        'encoding-type': 'url',
        ...(from !== undefined && { marker: from }),
      };
      const request = { action, connection, grant, method: 'GET', key: '', query } as const;
      const response = await sendToCos(request, { signal: inner, log });
      return readPage(await rootOf(response.body, action, 'ListBucketResult'), grant, from);
    });
  } catch (error) {
    const failure = cosFailure(error, { action, credential: grant.credential });
    throw isDenied(error, failure) ? new AppError('denied', failure.detail, failure.requestId) : failure;
  }
}

/** Tells whether the grant does not allow listing: a refused signature or key says nothing of that. */
function isDenied(error: unknown, { failure }: AppError): boolean {
  return failure === 'grantRefused' && text(record(record(error)['error'])['Code']) === 'AccessDenied';
}

function readPage(root: Readonly<Record<string, unknown>>, grant: ReadGrant, from: string | undefined) {
  const isEncoded = text(root['EncodingType']) === 'url';
  const keyOf = (value: unknown): string => (isEncoded ? decoded(text(value)) : text(value));
  const contents = elements(root['Contents']);
  const packages = contents.flatMap((object): StoredPackage[] => {
    const key = keyOf(object['Key']);
    const [version, packageName, ...deeper] = key.slice(grant.prefix.length).split('/');
    const modifiedAt = Date.parse(text(object['LastModified']));
    if (!key.startsWith(grant.prefix) || !isSafeKey(key)) return [];
    if (!version || !packageName || deeper.length > 0) return [];
    const at = Number.isNaN(modifiedAt) ? 0 : modifiedAt;
    return [{ packageName, version, bucket: grant.bucket, key, bytes: count(object['Size']), modifiedAt: at }];
  });
  const isTruncated = text(root['IsTruncated']).toLowerCase() === 'true';
  const next = isTruncated ? keyOf(root['NextMarker']) || keyOf(contents.at(-1)?.['Key']) : '';
  // A marker that leads back would keep us for ever.
  return { packages, ...(next && isAfter(next, from ?? '') && { next }) };
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** Tells whether COS lists `key` after `marker`. */
function isAfter(key: string, marker: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(marker)) > 0;
}
