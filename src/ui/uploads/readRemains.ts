import type { UploadJournal } from '../../core/ports/uploadJournal';
import { raceAbort } from '../../core/raceAbort';
import { remainsOf, type Remains } from './upload';
import type { UploadEntry } from './uploadEntry';

const maxLookMs = 1000;

/** Reads from the journal how far an upload has come; where that fails, or takes a second, gives what was known before. */
export async function readRemains(
  journal: Pick<UploadJournal, 'find'>,
  { order, remains }: Pick<UploadEntry, 'order' | 'remains'>,
): Promise<Remains | undefined> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), maxLookMs);
  try {
    const unfinished = await raceAbort(patience.signal, journal.find(order.id));
    return unfinished && remainsOf(unfinished);
  } catch {
    return remains;
  } finally {
    clearTimeout(timer);
  }
}
