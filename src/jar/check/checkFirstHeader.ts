import { nameAt, nameBytesAt, parseHeader } from '../parseHeader';
import type { Archive } from '../readArchive';
import { readBytes } from '../readBytes';

const localHeaderSize = 30;
const localSignature = 0x04034b50;

/**
 * Checks the local header of a directory's first entry, from which `java -jar` tells that the file is a JAR at all; returns
 * its name where that fails.
 */
export async function checkFirstHeader({ source, prefix, directory }: Archive): Promise<string | undefined> {
  const { headerAt } = parseHeader(source, directory, 0);
  const local = await readBytes(source, prefix + headerAt, localHeaderSize);
  const isSound = local.readUInt32LE(0) === localSignature && local.readUInt16LE(26) === nameBytesAt(directory, 0);
  return isSound ? undefined : nameAt(directory, 0);
}
