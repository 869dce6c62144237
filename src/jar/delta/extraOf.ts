import { headerSize, nameBytesAt } from '../parseHeader';
import type { Span } from './spansOf';

const extraBytesOffset = 30;

/** Returns the extra fields that the directory has of an entry. */
export function extraOf(span: Span): Buffer {
  const start = span.at + headerSize + nameBytesAt(span.directory, span.at);
  return span.directory.subarray(start, start + extraBytesOf(span));
}

/** Returns the size of the extra fields that the directory has of an entry; bytes. */
export function extraBytesOf({ directory, at }: Span): number {
  return directory.readUInt16LE(at + extraBytesOffset);
}
