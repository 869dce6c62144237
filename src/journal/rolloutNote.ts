import type { RolloutEnd } from '../core/deployment/rollout';
import type { RolloutRecord } from '../core/ports/rolloutRecords';
import { isCount, isText, isWords, noteFields, oneOf, record, type NoteFields } from './noteFields';
import { readPlan } from './readPlan';

// A later version that cannot be read as this one has another number, and its notes stay as they are.
const format = 1;

const endKinds: readonly RolloutEnd['kind'][] = ['succeeded', 'failed', 'undone', 'replaced', 'notBegun', 'unwatched'];

/** Formats the note of a rollout. Its field names are fixed: windows of several versions read and write the same notes. */
export function rolloutText(note: RolloutRecord): string {
  return JSON.stringify({ format, ...note });
}

/** Reads a note; `undefined` for a text that is none, or one of a later version. */
export function readRolloutNote(text: string): RolloutRecord | undefined {
  const fields = noteFields(text);
  const plan = readPlan(record(fields['plan']));
  const phase = oneOf(fields['phase'], ['starting', 'underWay', 'undoing', 'ended']);
  const { startWord, priorStartWord, who, begunAt } = fields;
  if (fields['format'] !== format || !plan || !phase || !isCount(begunAt)) return undefined;
  const end = readEnd(record(fields['end']));
  return {
    plan,
    phase,
    begunAt,
    ...(isWords(startWord) && { startWord }),
    ...(isWords(priorStartWord) && { priorStartWord }),
    ...(isText(who) && { who }),
    ...(end && { end }),
  };
}

function readEnd({ kind, at }: NoteFields): RolloutRecord['end'] | undefined {
  const known = oneOf(kind, endKinds);
  return known && isCount(at) ? { kind: known, at } : undefined;
}
