import { AppError } from '../../core/errors';
import { failureConsequences } from '../../core/failureConsequences';
import { raceAbort } from '../../core/raceAbort';
import type { Expected } from './compareStored';
import { completeParts } from './completeParts';
import type { SentObject } from './findMismatch';
import { listParts, type ListPartsPermission } from './findStoredParts';
import { inTime } from './inTime';
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
 * `RestartRequiredError` where COS does not take these parts and copies may be why.
 */
export async function joinParts(session: MultipartSession, input: JoinPartsInput): Promise<SentObject> {
  const { parts, upload, signal } = session;
  const { copies } = input;
  for (let round = 1; ; round++) {
    try {
      return await sendAndJoin(session, input);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Where nothing was sent, one PUT will do.
      const hasSent = parts.completedParts.some(({ isCopied }) => !isCopied);
      const isOfShape = failureConsequences[error.failure].again === 'otherShape';
      if (copies && hasSent && isOfShape) throw new RestartRequiredError(error, true);
      if (error.failure !== 'requestRefused') throw error;
      const rounds = copies?.unanswered.size ? maxRounds : 2;
      if (round === rounds || parts.missing.length > 0) throw copies ? new RestartRequiredError(error, true) : error;
      // COS says itself which parts it has.
      const listed = await upload.listParts({ signal }).catch((cause: unknown) => {
        throw copies ? new RestartRequiredError(error, true) : cause;
      });
      // Before the last try all are taken as they are: then the sum of the whole decides.
      if (copies && round < rounds - 1) parts.dropReplaced(listed, copies.unanswered);
      parts.keepListed(listed);
    }
  }
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
    const listed = await inTime(copies.patienceMs, session.signal, (signal) =>
      listParts({ ...session, signal }, permission),
    ).catch((error: unknown) => {
      if (session.signal.aborted) throw error;
      return [];
    });
    if (!session.parts.dropReplaced(listed, copies.unanswered)) return;
    await sendParts(session, copies);
  }
}
