import type { ArchiveCheck, ByteSource } from '../../core/ports/packageReader';
import { readPackageFacts } from '../readPackageFacts';

/** Looks for what keeps a package from starting. Throws `emptyPackage`, `truncatedPackage` or `badPackage`, and as `source` does. */
export async function checkArchive(source: ByteSource): Promise<ArchiveCheck> {
  const facts = await readPackageFacts(source);
  const looked = { entries: facts.files, libraries: facts.libraries.length, classes: 0, texts: 0, textBytes: 0 };
  return { facts, findings: [], looked };
}
