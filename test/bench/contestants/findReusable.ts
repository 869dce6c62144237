import type { Reusable } from '../../../src/core/delta/deltaPlan';
import type { ByteSource } from '../../../src/core/ports/packageReader';
import { archiveRanges } from '../../../src/jar/delta/archiveRanges';
import { withFile } from '../../../src/jar/withFile';
import { bucket, region, type Base } from './contestant';

/** Finds what of a file the base has, as the extension does; the base's directory comes from this machine there too. */
export async function findReusable(file: ByteSource, { key, etag, file: path }: Base): Promise<Reusable> {
  const [directory, kept] = await Promise.all([
    archiveRanges.readDirectory(file),
    withFile(path, (source) => archiveRanges.readDirectory(source)),
  ]);
  const ranges = await archiveRanges.equalRanges(file, directory, kept);
  return { base: { bucket, region, key, etag, bytes: kept.packageBytes }, ranges };
}
