import type { ArchiveFinding } from '../../core/packageCheck/archiveFinding';
import type { ArchiveCheck, ByteSource } from '../../core/ports/packageReader';
import { readArchive } from '../readArchive';
import { damagedPackage } from '../readBytes';
import { factsOf } from '../readPackageFacts';
import { checkFirstHeader } from './checkFirstHeader';
import { checkHeaders } from './checkHeaders';
import { findSecrets } from './findSecrets';
import { findStart } from './findStart';
import { foreignSignatures } from './foreignSignatures';
import { isEndForLauncher } from './isEndForLauncher';
import { libraryFindings } from './libraryFindings';
import { readManifest } from './readManifest';
import { somePaths } from './somePaths';

/**
 * Looks for what keeps a package from starting and what a person should know, errors first. Reads what the facts need, the
 * classes to start with, signatures and small texts. Throws `emptyPackage`, `truncatedPackage` or `badPackage`, and as
 * `source` does.
 */
export async function checkArchive(source: ByteSource): Promise<ArchiveCheck> {
  const archive = await readArchive(source);
  const facts = await factsOf(archive);
  // A servlet container reads a WAR as Java does, and takes what is behind the end for nothing.
  const isStarted = facts.kind !== 'war';
  const after = isStarted ? (archive.bytesAfterEnd ?? 0) : 0;
  if (isStarted && after === 0 && !(await isEndForLauncher(archive)))
    throw damagedPackage(source, 'java -jar does not find its ZIP directory');
  const manifest = await readManifest(archive);
  const headers = checkHeaders(archive.directory);
  const start = await findStart(archive, facts.kind, manifest);
  const first = await checkFirstHeader(archive);
  const signatures = await foreignSignatures(archive, manifest);
  const secrets = await findSecrets(archive);
  // Spring Boot's launcher goes by its own folders.
  const outside = facts.kind === 'springBootJar' || !isStarted ? [] : (facts.classPath ?? []);
  const damaged = [...headers.others, ...start.damaged, ...signatures.damaged, ...secrets.damaged];
  const findings: ArchiveFinding[] = [
    ...start.findings.filter((finding) => finding.kind !== 'mainClassMissing' || outside.length === 0),
    ...(after > 0 ? [{ kind: 'bytesAfterEnd', bytes: after } as const] : []),
    ...listed('classPathOutside', outside),
    ...listed('foreignSignatures', signatures.foreign),
    ...listed('refusedNames', headers.names),
    ...listed('damagedEntries', [...new Set(first === undefined ? damaged : [first, ...damaged])]),
    ...libraryFindings(archive.entries, facts.kind, facts.libraries),
    ...(secrets.count > 0 ? [{ kind: 'secrets', places: secrets.places, count: secrets.count } as const] : []),
  ];
  const { texts, textBytes } = secrets;
  const looked = {
    entries: facts.files,
    libraries: facts.libraries.length,
    classes: start.classes,
    texts,
    textBytes,
  };
  return { facts, findings, looked };
}

type PathFinding = Extract<ArchiveFinding, { readonly paths: readonly string[] }>;

function listed<K extends PathFinding['kind']>(kind: K, paths: readonly string[]) {
  return paths.length > 0 ? [{ kind, ...somePaths(paths) }] : [];
}
