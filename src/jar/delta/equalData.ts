import type { EqualRange } from '../../core/delta/deltaPlan';
import type { ByteSource } from '../../core/ports/packageReader';
import { nameBytesAt } from '../parseHeader';
import { readBytes } from '../readBytes';
import { extraBytesOf } from './extraOf';
import { hiddenTimeBytes } from './hiddenTimeBytes';
import { localHeaderSize, type Span } from './spansOf';

const localSignature = 0x04034b50;
const flagsAt = 8;
const hasDescriptor = 8;
// Of streams whose sizes were not known to be small.
const wideExtraBytes = 20;
const wideDescriptorBytes = 24;
const descriptorBytes = 16;
const unsignedDescriptorBytes = 12;

/**
 * Finds the range of an entry's data in `file`, with what follows until the next entry, and where that of `other` begins, an entry
 * of the base with the same data: neither its local header nor what follows has to be of the same length. Reads the local header
 * of `span`.
 */
export async function equalData(file: ByteSource, span: Span, other: Span): Promise<EqualRange | undefined> {
  const header = await readBytes(file, span.start, localHeaderSize);
  const start = span.start + localHeaderSize + header.readUInt16LE(26) + header.readUInt16LE(28);
  const behind = span.end - start - span.packedBytes;
  if (header.readUInt32LE(0) !== localSignature || behind < 0) return undefined;
  const isAlikeBehind = flagsOf(span) === flagsOf(other);
  const baseStart = startOf(other) ?? other.end - other.packedBytes - (isAlikeBehind ? behind : usuallyBehind(other));
  if (baseStart < other.start + localHeaderSize) return undefined;
  const isSameBehind = isAlikeBehind && other.end - baseStart - other.packedBytes === behind;
  return { start, end: isSameBehind ? span.end : start + span.packedBytes, baseStart };
}

/** Tells where the data of an entry begins whose local header cannot be read, where it is as most tools write it. */
function startOf(span: Span): number | undefined {
  const { directory, at, start, end, packedBytes } = span;
  const usual = start + localHeaderSize + nameBytesAt(directory, at) + extraBytesOf(span) + hiddenTimeBytes(span);
  const behind = end - usual - packedBytes;
  if (behind === usuallyBehind(span) || (flagsOf(span) && behind === unsignedDescriptorBytes)) return usual;
  return flagsOf(span) && behind === wideExtraBytes + wideDescriptorBytes ? usual + wideExtraBytes : undefined;
}

function usuallyBehind(span: Span): number {
  return flagsOf(span) ? descriptorBytes : 0;
}

function flagsOf({ directory, at }: Span): number {
  return directory.readUInt16LE(at + flagsAt) & hasDescriptor;
}
