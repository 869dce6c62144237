import { AppError } from '../../core/errors';
import { raceAbort } from '../../core/raceAbort';
import type { Expected } from './compareStored';
import { completeParts } from './completeParts';
import type { SentObject } from './findMismatch';
import { listParts, type ListPartsPermission } from './findStoredParts';
import { crc64OfParts } from './multipartProgress';
import type { MultipartSession } from './multipartSession';
import { RestartRequiredError } from './multipartUpload';
import type { PartCopies } from './partCopies';
import { sendParts } from './sendParts';

/** The copies of an upload, and whether ListParts can tell what they have done. */
export interface JoinPartsInput {
  readonly copies: PartCopies | undefined;
  readonly permission: ListPartsPermission;
}

const maxRounds = 3;

/**
 * Sends and copies what is missing and joins the parts; again where COS has other parts than were thought. Throws
 * `RestartRequiredError` where copies may be why it does not join them.
 */
export async function joinParts(session: MultipartSession, input: JoinPartsInput): Promise<SentObject> {
  const { parts } = session;
  for (let round = 1; ; round++) {
    try {
      return await sendAndJoin(session, input);
    } catch (error) {
      const isOfParts = error instanceof AppError && error.failure === 'requestRefused' && parts.missing.length === 0;
      if (!isOfParts) throw error;
      const unanswered = input.copies?.unanswered;
      if (unanswered?.size) await correctCopied(session, { round, unanswered, error });
      else if (round === 1) parts.keepListed(await session.upload.listParts({ signal: session.signal }));
      else throw error;
    }
  }
}

/** The facts of parts that COS does not join. */
interface NotJoined {
  readonly round: number;
  readonly unanswered: ReadonlySet<number>;
  readonly error: AppError;
}

/** Corrects what is known of the parts by what COS lists, so that those are sent again that a copy has replaced. */
async function correctCopied(
  { upload, parts, signal }: MultipartSession,
  { round, unanswered, error }: NotJoined,
): Promise<void> {
  const listed = round < maxRounds && (await upload.listParts({ signal }).catch(() => undefined));
  if (!listed) throw new RestartRequiredError(error);
  // Before the last try all are taken as they are: then the sum of the whole decides.
  if (round < maxRounds - 1) parts.dropReplaced(listed, unanswered);
  parts.keepListed(listed);
}

async function sendAndJoin(session: MultipartSession, { copies, permission }: JoinPartsInput): Promise<SentObject> {
  const { context, parts, signal } = session;
  const { damage, file, progress, stats } = context;
  await sendParts(session, copies);
  await damage.checkAll(progress);
  if (copies) await sendReplaced(session, copies, permission);
  const { completedParts, reusedBytes } = parts;
  stats.copiedParts = completedParts.filter(({ isCopied }) => isCopied).length;
  const expected: Expected = { bytes: file.bytes, crc64: crc64OfParts(completedParts) };
  // A process that resumes here must know that nothing but this is left to do.
  await raceAbort(
    signal,
    session.save().then(() => file.checkUnchanged()),
  );
  const reported = await completeParts(session, completedParts, expected);
  return { expected, reported, copiedBytes: reusedBytes };
}

/** Sends again what a copy has replaced that was given up, as far as COS lists its parts. */
async function sendReplaced(
  session: MultipartSession,
  copies: PartCopies,
  permission: ListPartsPermission,
): Promise<void> {
  for (let round = 0; round < maxRounds && copies.unanswered.size > 0 && !permission.isDenied; round++) {
    const listed = await listParts(session, permission);
    if (!session.parts.dropReplaced(listed, copies.unanswered)) return;
    await sendParts(session, copies);
  }
}
