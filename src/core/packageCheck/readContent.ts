import { isNoPackage } from '../isNoPackage';
import type { PackageFacts } from '../packageFacts';
import type { ByteSource, PackageReader } from '../ports/packageReader';
import type { CallOptions } from '../ports/tem';
import { raceAbort } from '../raceAbort';
import type { ArchiveFinding, SomePaths } from './archiveFinding';
import type { CheckReport } from './checkReport';
import type { Finding } from './finding';

/** A package as its own content shows it; without facts where Java does not open it. */
export interface PackageContent {
  readonly facts?: PackageFacts;
  readonly findings: readonly Finding[];
  readonly looked: Pick<CheckReport['looked'], 'archive' | 'verified'>;
}

interface ToRead {
  readonly source: ByteSource;
  /** All of its bytes are read. */
  readonly isWhole?: boolean;
}

const maxNamed = 20;

/** Looks into a package. Throws what reading its bytes throws, and `cancelled`. */
export async function readContent(
  reader: Pick<PackageReader, 'check' | 'verify'>,
  { source, isWhole }: ToRead,
  { signal }: CallOptions,
): Promise<PackageContent> {
  try {
    const [{ facts, findings, looked: archive }, whole] = await Promise.all([
      raceAbort(signal, reader.check(source)),
      isWhole ? reader.verify(source, { signal }) : undefined,
    ]);
    if (!whole) return { facts, findings, looked: { archive } };
    return { facts, findings: withDamage(findings, whole.damaged), looked: { archive, verified: whole.verified } };
  } catch (error) {
    if (!isNoPackage(error)) throw error;
    return { findings: [{ kind: 'unreadable', isDamaged: error.failure !== 'badPackage' }], looked: {} };
  }
}

/** Adds what reading all bytes has found to what the headers show; the first 20 of both are named. */
function withDamage(findings: readonly ArchiveFinding[], damaged: SomePaths): readonly ArchiveFinding[] {
  if (damaged.count === 0) return findings;
  const shown = findings.find((one) => one.kind === 'damagedEntries');
  const more = damaged.paths.filter((path) => !shown?.paths.includes(path));
  const paths = [...(shown?.paths ?? []), ...more].slice(0, maxNamed);
  const count = Math.max(paths.length, damaged.count, shown?.count ?? 0);
  return [...findings.filter((one) => one !== shown), { kind: 'damagedEntries', paths, count }];
}
