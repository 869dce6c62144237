import type { SeededPackage } from './world';

const MANIFEST = 'META-INF/MANIFEST.MF';

/**
 * Builds a small but valid archive with a manifest, so that a practice package can be opened like a real one. The
 * package is as old as its version says.
 */
export function practicePackage(name: string, version: string): SeededPackage {
  const release = /-([\d.]{1,40})\.[jw]ar$/.exec(name)?.[1] ?? '0';
  const manifest = ['Manifest-Version: 1.0', `Implementation-Version: ${release}`, 'Build-Jdk-Spec: 11', '', ''];
  const [, day, time] = /^(\d{8})(\d{6})$/.exec(version) ?? [];
  const storedAt = Date.parse(`${parted(day, '-')}T${parted(time, ':')}+08:00`);
  const bytes = storedZip(MANIFEST, Buffer.from(manifest.join('\r\n')));
  return { version, name, bytes, ...(!Number.isNaN(storedAt) && { storedAt }) };
}

/** Writes `20261108` as `2026-11-08`, `093012` as `09:30:12`. */
function parted(digits = '', sign: string): string {
  return digits.replace(/(?<=\d\d)(?=(\d\d){1,2}$)/g, sign);
}

function storedZip(name: string, content: Buffer): Buffer {
  const entry = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x5c6c, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(entry.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, entry, content]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), entry]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
