import { AppError } from '../../../../src/core/errors';
import { severities } from '../../../../src/core/packageCheck/finding';
import type { ByteSource } from '../../../../src/core/ports/packageReader';
import { checkArchive } from '../../../../src/jar/check/checkArchive';
import { fetchPacked } from '../../../../src/jar/fetchPacked';
import { readArchive } from '../../../../src/jar/readArchive';
import { unpack } from '../../../../src/jar/unpack';

const refusals = ['badPackage', 'truncatedPackage', 'emptyPackage'];
const maxBytes = 64 * 1024 * 1024;

/** What a check comes to: the failure, the kind of its first error, `bytes` where only reading all of them shows it, `war`, `fine`. */
export async function checkOutcome(source: ByteSource): Promise<string> {
  try {
    const { facts, findings } = await checkArchive(source);
    const error = findings.find(({ kind }) => severities[kind] === 'error');
    if (!error && facts.kind === 'war') return 'war';
    return error?.kind ?? ((await isDamaged(source)) ? 'bytes' : 'fine');
  } catch (error) {
    if (error instanceof AppError && refusals.includes(error.failure)) return error.failure;
    throw error;
  }
}

/** Tells whether an entry's bytes do not give its CRC-32, as is found while they are read for an upload. */
async function isDamaged(source: ByteSource): Promise<boolean> {
  const archive = await readArchive(source);
  const entries = archive.entries.filter(() => true);
  const packed = await fetchPacked(archive, entries, maxBytes);
  return entries.some((entry) => {
    const bytes = packed.get(entry);
    return !bytes || unpack(entry, bytes, maxBytes) === undefined;
  });
}
