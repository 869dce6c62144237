import { AppError } from '../../core/errors';
import type { Connection, ReadGrant, StoredPackage } from '../../core/model';
import type { StoredPackagesPage } from '../../core/ports/packageStore';
import { withIdleTimeout } from '../http/withIdleTimeout';
import { cosFailure } from './cosFailure';
import { isSafeKey } from './cosKey';
import { rootOf } from './cosListings';
import { unwatched } from '../http/sendHttp';
import { count, elements, record, text } from '../http/fields';
import { sendToCos } from './sendToCos';

const action = 'GetBucket';
const pageSize = 1000;
const silenceMs = 30_000;

/** One page of the packages below the grant's prefix: `PackageStore.listPackages`. */
export async function listPackages(
  connection: Connection,
  grant: ReadGrant,
  from: string | undefined,
  signal: AbortSignal,
): Promise<StoredPackagesPage> {
  try {
    return await withIdleTimeout({ signal, silenceMs, what: action }, async (inner) => {
      const query = {
        prefix: grant.prefix,
        'max-keys': String(pageSize),
        // Without it a key may hold signs that no XML can.
        'encoding-type': 'url',
        ...(from !== undefined && { marker: from }),
      };
      const answer = await sendToCos(connection, grant, { method: 'GET', key: '', query }, unwatched, inner);
      return readPage(await rootOf(answer.body, action, 'ListBucketResult'), grant, from);
    });
  } catch (error) {
    const failure = cosFailure(error, { action, credential: grant.credential });
    throw isDenied(error, failure) ? new AppError('denied', failure.detail, failure.requestId) : failure;
  }
}

/** Of what COS refuses, only this is for good: a signature or a key that it does not take says nothing of listing. */
function isDenied(error: unknown, { failure }: AppError): boolean {
  return failure === 'grantRefused' && text(record(record(error)['error'])['Code']) === 'AccessDenied';
}

function readPage(answer: Readonly<Record<string, unknown>>, grant: ReadGrant, from: string | undefined) {
  const isEncoded = text(answer['EncodingType']) === 'url';
  const keyOf = (value: unknown): string => (isEncoded ? decoded(text(value)) : text(value));
  const rows = elements(answer['Contents']);
  const packages = rows.flatMap((row): StoredPackage[] => {
    const key = keyOf(row['Key']);
    const [version, packageName, ...deeper] = key.slice(grant.prefix.length).split('/');
    const modifiedAt = Date.parse(text(row['LastModified']));
    if (!key.startsWith(grant.prefix) || !isSafeKey(key)) return [];
    if (!version || !packageName || deeper.length > 0) return [];
    const at = Number.isNaN(modifiedAt) ? 0 : modifiedAt;
    return [{ packageName, version, bucket: grant.bucket, key, bytes: count(row['Size']), modifiedAt: at }];
  });
  const isTruncated = text(answer['IsTruncated']).toLowerCase() === 'true';
  const next = isTruncated ? keyOf(answer['NextMarker']) || keyOf(rows.at(-1)?.['Key']) : '';
  // A store that leads back would keep us for ever.
  return { packages, ...(next && isAfter(next, from ?? '') && { next }) };
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** In the order in which COS lists. */
function isAfter(key: string, marker: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(marker)) > 0;
}
