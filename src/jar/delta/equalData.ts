import type { EqualRange } from '../../core/delta/deltaPlan';
import type { ByteSource } from '../../core/ports/packageReader';
import { readBytes } from '../readBytes';
import { localHeaderSize, type Span } from './spansOf';

const localSignature = 0x04034b50;
const flagsAt = 8;
const hasDescriptor = 8;

/**
 * Finds the range of an entry's data in `file`, with what follows until the next entry, and where that of `other` begins, an entry
 * of the base with the same data: its local header may be of another length, what follows is not. Reads the local header of `span`.
 */
export async function equalData(file: ByteSource, span: Span, other: Span): Promise<EqualRange | undefined> {
  if (flagsOf(span) !== flagsOf(other)) return undefined;
  const header = await readBytes(file, span.start, localHeaderSize);
  const start = span.start + localHeaderSize + header.readUInt16LE(26) + header.readUInt16LE(28);
  const baseStart = other.end - (span.end - start);
  const isSound = header.readUInt32LE(0) === localSignature && start + span.packedBytes <= span.end;
  return isSound && baseStart >= other.start + localHeaderSize ? { start, end: span.end, baseStart } : undefined;
}

function flagsOf({ directory, at }: Span): number {
  return directory.readUInt16LE(at + flagsAt) & hasDescriptor;
}
