import type { SeededPackage } from './world';

interface Entry {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * Builds a small but valid package of Java 11 with what starts it, so that a practice package can be opened and checked like a
 * real one. The package is as old as its version says.
 */
export function practicePackage(name: string, version: string): SeededPackage {
  const release = /-([\d.]{1,40})\.[jw]ar$/.exec(name)?.[1] ?? '0';
  const isWar = name.endsWith('.war');
  const className = 'com/acme/practice/Main';
  const manifest = [
    'Manifest-Version: 1.0',
    `Implementation-Version: ${release}`,
    'Build-Jdk-Spec: 11',
    ...(isWar ? [] : [`Main-Class: ${className.replaceAll('/', '.')}`]),
    '',
    '',
  ];
  const [, day, time] = /^(\d{8})(\d{6})$/.exec(version) ?? [];
  const storedAt = Date.parse(`${parted(day, '-')}T${parted(time, ':')}+08:00`);
  const bytes = storedZip([
    { name: 'META-INF/MANIFEST.MF', content: Buffer.from(manifest.join('\r\n')) },
    ...(isWar ? [{ name: 'WEB-INF/web.xml', content: Buffer.from('<web-app/>\n') }] : []),
    { name: `${isWar ? 'WEB-INF/classes/' : ''}${className}.class`, content: emptyClass(className) },
  ]);
  return { version, name, bytes, ...(!Number.isNaN(storedAt) && { storedAt }) };
}

/** Writes `20261108` as `2026-11-08`, `093012` as `09:30:12`. */
function parted(digits = '', sign: string): string {
  return digits.replace(/(?<=\d\d)(?=(\d\d){1,2}$)/g, sign);
}

/** Writes an empty class of Java 11. */
function emptyClass(className: string): Buffer {
  const u2 = (...values: readonly number[]) => Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));
  const text = (said: string) => Buffer.concat([Buffer.from([1]), u2(said.length), Buffer.from(said)]);
  const named = (index: number) => Buffer.concat([Buffer.from([7]), u2(index)]);
  const constants = [text(className), named(1), text('java/lang/Object'), named(3)];
  return Buffer.concat([Buffer.from([0xca, 0xfe, 0xba, 0xbe]), u2(0, 55, 5), ...constants, u2(0x21, 2, 4, 0, 0, 0, 0)]);
}

function storedZip(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const entry = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x5c6c, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(entry.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, entry, content]);
    locals.push(local);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, place, entry]));
    at += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
