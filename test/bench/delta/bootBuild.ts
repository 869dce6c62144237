import { classFile } from '../../fixtures/classFile';
import { seededBytes } from '../../fixtures/seededBytes';
import { zipBytes, type ZipEntry } from '../../fixtures/zipBytes';

/** What differs from the first build. */
export type Change = 'nothing' | 'class' | 'class and library';

const loaderClasses = 90;
const ownClasses = 40;
const libraries = 95;
// A library of the usual size: not the largest, in the midst of the others.
const raised = 47;

/**
 * A package of about `bytes` bytes as Spring Boot builds it: the loader and the application's classes first, then the libraries,
 * stored, some large and most small, whose bytes no compression makes smaller. The same bytes for the same change at every call.
 */
export async function bootBuild(bytes: number, change: Change): Promise<Buffer> {
  const loader = range(loaderClasses).map((n) =>
    compiled('', `org/springframework/boot/loader/launch/Launcher${n}`, n),
  );
  const own = range(ownClasses).map((n) => {
    const isChanged = n === 7 && change !== 'nothing';
    return compiled('BOOT-INF/classes/', `com/acme/orders/Orders${n}`, isChanged ? 1000 : 100 + n);
  });
  const nested = range(libraries).map((n) => {
    const isRaised = n === raised && change === 'class and library';
    return library({ n, bytes: Math.round(bytes * shareOf(n)), isRaised });
  });
  return zipBytes([
    { name: 'META-INF/', content: '' },
    { name: 'META-INF/MANIFEST.MF', content: manifest },
    ...loader,
    { name: 'BOOT-INF/classes/application.yml', content: 'spring:\n  application:\n    name: orders\n' },
    ...own,
    ...(await Promise.all(nested)),
    {
      name: 'BOOT-INF/classpath.idx',
      content: range(libraries)
        .map((n) => `- "library-${n}.jar"\n`)
        .join(''),
    },
  ]);
}

const manifest = [
  'Manifest-Version: 1.0',
  'Main-Class: org.springframework.boot.loader.launch.JarLauncher',
  'Start-Class: com.acme.orders.Orders0',
  'Spring-Boot-Classes: BOOT-INF/classes/',
  'Spring-Boot-Lib: BOOT-INF/lib/',
  '',
].join('\r\n');

function compiled(folder: string, name: string, seed: number): ZipEntry {
  return { name: `${folder}${name}.class`, content: Buffer.concat([classFile(name), seededBytes(seed, 2500)]) };
}

async function library(about: {
  readonly n: number;
  readonly bytes: number;
  readonly isRaised: boolean;
}): Promise<ZipEntry> {
  const { n, isRaised } = about;
  const data = seededBytes(isRaised ? 20_000 + n : 10_000 + n, isRaised ? Math.round(about.bytes * 1.02) : about.bytes);
  const content = await zipBytes([
    { name: 'META-INF/MANIFEST.MF', content: 'Manifest-Version: 1.0\r\n\r\n' },
    { name: `com/acme/library${n}/data.bin`, content: data, stored: true },
  ]);
  return { name: `BOOT-INF/lib/library-${n}-${isRaised ? '1.0.1' : '1.0.0'}.jar`, content, stored: true };
}

/** The share of a library in the package: every tenth has ten times the weight of the others. */
function shareOf(n: number): number {
  const weight = (at: number): number => (at % 10 === 0 ? 10 : 1);
  return weight(n) / range(libraries).reduce((sum, at) => sum + weight(at), 0);
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n);
}
