import { mainClassFile } from '../../../fixtures/mainClassFile';
import { handmadeZip, type HandmadeEntry } from '../handmadeZip';

/** A package that starts: its entries, and what is made of their ZIP. */
export interface StartingPackage {
  readonly entries: readonly HandmadeEntry[];
  readonly finish: (zip: Buffer) => Buffer;
}

const asIs = (zip: Buffer) => zip;
const script = Buffer.from('#!/bin/sh\nexec java -jar "$0" "$@"\nexit 1\n');
const launcher = 'org/springframework/boot/loader/launch/JarLauncher';
const warLauncher = 'org/springframework/boot/loader/WarLauncher';

/** One of each kind of package that `java -jar` starts, by its name. */
export const startingPackages: Readonly<Record<string, StartingPackage>> = {
  plain: { entries: [manifest('Main-Class: a.Main'), mainClass('a/Main'), text('a/words.properties')], finish: asIs },
  boot: { entries: bootEntries(), finish: asIs },
  script: { entries: bootEntries(), finish: (zip) => Buffer.concat([script, zip]) },
  bootWar: {
    entries: [
      manifest(`Main-Class: ${dotted(warLauncher)}`, 'Start-Class: com.acme.Portal', 'Spring-Boot-Version: 2.7.18'),
      mainClass(warLauncher),
      folder('WEB-INF/'),
      folder('WEB-INF/classes/'),
      mainClass('WEB-INF/classes/com/acme/Portal', 'com/acme/Portal'),
      library('WEB-INF/lib/spring-core-5.3.31.jar'),
      library('WEB-INF/lib-provided/tomcat-embed-core-9.0.83.jar'),
    ],
    finish: asIs,
  },
  shaded: {
    entries: [
      manifest('Created-By: Maven JAR Plugin 3.4.1', 'Main-Class: com.acme.Tool', 'Multi-Release: true'),
      { name: 'META-INF/maven/org.x/lib/pom.properties', content: 'version=1.0\nartifactId=lib\n' },
      { name: 'META-INF/services/java.sql.Driver', content: 'org.x.Driver\n' },
      mainClass('META-INF/versions/21/org/x/Driver', 'org/x/Driver'),
      mainClass('org/x/Driver'),
      mainClass('com/acme/Tool'),
      mainClass('com/acme/Tool$Inner'),
    ],
    finish: asIs,
  },
  classPath: {
    entries: [manifest('Class-Path: . config/', 'Main-Class: Main'), mainClass('Main'), text('log.xml')],
    finish: asIs,
  },
  zip64: { entries: [manifest('Main-Class: a.Main'), mainClass('a/Main'), text('a.json')], finish: withZip64End },
  signedNames: {
    entries: [
      manifest(`Main-Class: a.${'b'.repeat(60)}`, ' .Main', '', 'Name: a/x', 'X-Digest: 1', ''),
      mainClass(`a/${'b'.repeat(60)}/Main`),
      { name: 'a/é.txt', content: 'x' },
    ],
    finish: asIs,
  },
};

function bootEntries(): readonly HandmadeEntry[] {
  return [
    folder('META-INF/'),
    manifest(`Main-Class: ${dotted(launcher)}`, 'Start-Class: com.acme.Orders', 'Spring-Boot-Version: 3.3.4'),
    mainClass(launcher),
    folder('BOOT-INF/'),
    folder('BOOT-INF/classes/'),
    mainClass('BOOT-INF/classes/com/acme/Orders', 'com/acme/Orders'),
    text('BOOT-INF/classes/application.yml'),
    library('BOOT-INF/lib/spring-core-6.1.13.jar'),
    library('BOOT-INF/lib/orders-model-1.4.2.jar'),
  ];
}

function manifest(...lines: readonly string[]): HandmadeEntry {
  const content = `${['Manifest-Version: 1.0', ...lines].join('\r\n')}\r\n\r\n`;
  return { name: 'META-INF/MANIFEST.MF', content, isDeflated: true };
}

function mainClass(path: string, name = path): HandmadeEntry {
  return { name: `${path}.class`, content: mainClassFile(name), isDeflated: true };
}

function text(name: string): HandmadeEntry {
  return { name, content: 'spring:\n  application:\n    name: orders\n', isDeflated: true };
}

function folder(name: string): HandmadeEntry {
  return { name, content: '' };
}

function library(name: string): HandmadeEntry {
  return { name, content: handmadeZip([manifest(), mainClass('org/x/Library')]) };
}

function dotted(name: string): string {
  return name.replaceAll('/', '.');
}

/** Puts the ZIP64 form of its end record in front of it, which is full. */
export function withZip64End(zip: Buffer): Buffer {
  const end = Buffer.from(zip.subarray(-22));
  const end64 = Buffer.alloc(56);
  end64.write('PK\x06\x06', 'latin1');
  end64.writeBigUInt64LE(44n, 4);
  for (const at of [24, 32]) end64.writeBigUInt64LE(BigInt(end.readUInt16LE(10)), at);
  end64.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40);
  end64.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(zip.length - 22), 8);
  locator.writeUInt32LE(1, 16);
  end.fill(0xff, 8, 20);
  return Buffer.concat([zip.subarray(0, -22), end64, locator, end]);
}
