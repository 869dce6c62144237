import type { Reuse, ReuseOf } from './delta/packageReuse';
import type { Target, UploadedPackage, UploadOrder } from './model';
import type { ByteSource, PackageFile } from './ports/packageReader';
import type { Clock } from './clock';
import type { ProgressContext } from './ports/progressContext';
import type { Connections, Tem } from './ports/tem';
import type { UploadRequest, Uploader } from './ports/uploader';
import type { Checkpoint, ObjectPlace, UnfinishedUpload, UploadJournal } from './ports/uploadJournal';
import type { UploadRecords } from './ports/uploadRecords';
import { ClaimedVersion } from './claimedVersion';
import { raceAbort } from './raceAbort';
import { versionName } from './versionName';

/** The collaborators of an upload. */
export interface UploadDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'createUploadGrant'>;
  readonly packageFile: PackageFile;
  readonly uploader: Pick<Uploader, 'upload'>;
  readonly journal: Omit<UploadJournal, 'find' | 'pendingCleanups'>;
  readonly records: Pick<UploadRecords, 'add' | 'of'>;
  readonly reuseOf: ReuseOf;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Uploads one package to exactly the key that TEM names, which no other order of this home has; resolves only when COS has the
 * bytes of the file. Resumes an order that stopped half-way. Throws `AppError`: `alreadyLocked` where another window has
 * resumed it, `cancelled` at once when `signal` aborts: then nothing is left in COS, or the journal knows what.
 */
export async function uploadPackage(
  deps: UploadDeps,
  order: UploadOrder,
  context: ProgressContext,
): Promise<UploadedPackage> {
  const { journal } = deps;
  const { signal } = context;
  const release = (): void => void journal.release(order.id);
  const unfinished = await raceAbort(signal, journal.take(order.id, signal), release);
  try {
    const reuse = deps.reuseOf(order);
    const uploaded = await uploadOrder(deps, { order, unfinished, reuse }, context);
    void journal.endClaims(order.id, 'finished');
    void record(deps, uploaded);
    void reuse.keep(uploaded);
    return uploaded;
  } catch (error) {
    void journal.endClaims(order.id, 'failed');
    // One that was stopped before it was resumed may be resumed anywhere.
    if (signal.aborted) release();
    throw error;
  }
}

interface OrderRun {
  readonly order: UploadOrder;
  readonly unfinished: UnfinishedUpload | undefined;
  readonly reuse: Reuse;
}

async function uploadOrder(
  deps: UploadDeps,
  { order, unfinished, reuse }: OrderRun,
  context: ProgressContext,
): Promise<UploadedPackage> {
  const { target, path, packageName, who, origin } = order;
  const { journal, clock } = deps;
  const first = unfinished?.version ?? versionName(order.versionTemplate, packageName, clock.now());
  const version = new ClaimedVersion(deps, order, { first, isResumed: unfinished !== undefined });
  const at = (checkpoint: Checkpoint): UnfinishedUpload => ({ order, version: version.name, checkpoint });
  context.report({ stage: 'checking' });
  const request: UploadRequest = {
    connection: await raceAbort(context.signal, deps.connections.connect(target.accountId)),
    grant: (signal: AbortSignal) => version.grant(signal),
    path,
    check: async (file: ByteSource) => {
      await deps.packageFile.check(file);
      reuse.look(file);
      context.report({ stage: 'asking' });
    },
    findReusable: (file, options) => reuse.find(file, options),
    mayCopy: () => reuse.mayCopy(),
    onCopyRefused: () => reuse.recordRefusal(),
    ...damageSearch(deps.packageFile, order),
    application: target.applicationId,
    ...likelyLocation(deps.records, target),
    ...(unfinished && { checkpoint: unfinished.checkpoint }),
    onCheckpoint: (checkpoint: Checkpoint | undefined) => journal.save(order.id, checkpoint && at(checkpoint)),
    onAbandon: (checkpoint: Checkpoint) => journal.abandon(at(checkpoint)),
    onCleanedUp: (checkpoint: Checkpoint, isGone: boolean) => journal.cleanedUp(at(checkpoint), isGone),
    // What the journal cannot tell is not removed.
    isAlone: (place: ObjectPlace) => journal.isAlone(place, order.id).catch(() => false),
  };
  const stored = await deps.uploader.upload(request, context);
  return {
    target,
    packageName,
    version: version.name,
    ...stored,
    uploadedAt: clock.now(),
    ...(who && { who }),
    ...(origin && { origin }),
  };
}

/** Gives what finds damage in the package, unless that is accepted. */
function damageSearch(packageFile: PackageFile, { acceptsDamage }: UploadOrder): Pick<UploadRequest, 'findDamage'> {
  if (acceptsDamage || !packageFile.verify) return {};
  const verify = packageFile.verify.bind(packageFile);
  return { findDamage: async (file, options) => (await verify(file, options)).damaged };
}

/** Reads where the last package of the application was stored. */
function likelyLocation(records: Pick<UploadRecords, 'of'>, target: Target): Pick<UploadRequest, 'likelyLocation'> {
  const [last] = records.of(target);
  return last ? { likelyLocation: { bucket: last.bucket, region: target.region } } : {};
}

/** Records a stored package, where that is possible. */
async function record({ records }: UploadDeps, uploaded: UploadedPackage): Promise<void> {
  try {
    await records.add(uploaded);
  } catch {
    // Then its node is known from TEM alone.
  }
}
