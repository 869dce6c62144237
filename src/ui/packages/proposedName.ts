import type { KnownPackage } from '../../core/knownPackages';

// Names have 255 bytes at most, and `.part` with some more comes behind.
const maxTextBytes = 200;
const maxSuffixBytes = 100;

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * A name to propose for the file of a package. A service named it: nothing of it leads elsewhere, is invisible, turns the
 * direction of reading, or means something to a system or a shell, as a dot in front does.
 */
export function proposedName(packageName: string): string {
  const visible = packageName.slice(0, maxTextBytes).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\/:*?"<>|]/gu, '_');
  const extension = /\.[jw]ar$/i.exec(packageName)?.[0] ?? '.jar';
  const stem = fitting(visible.replace(/\.[jw]ar$/i, ''), maxTextBytes).replace(/^[\s.-]{1,200}|[\s.]{1,200}$/g, '');
  const name = (stem || 'package') + extension;
  return reserved.test(name) ? `_${name}` : name;
}

function fitting(text: string, maxBytes: number): string {
  let kept = '';
  for (const sign of text) {
    if (Buffer.byteLength(kept + sign) > maxBytes) break;
    kept += sign;
  }
  return kept;
}

/**
 * Proposes a name for each of several files of one folder, no two of which are the same in any letter case: packages of one name
 * get their version into it.
 */
export function proposedNames(packages: readonly Pick<KnownPackage, 'packageName' | 'version'>[]): readonly string[] {
  const plain = packages.map(({ packageName }) => proposedName(packageName));
  const count = (name: string) => plain.filter((one) => isSame(one, name)).length;
  const taken = new Set<string>();
  return packages.map(({ packageName, version }, n) => {
    const name = plain[n] ?? '';
    const wanted = count(name) === 1 ? name : withSuffix(packageName, `-${version}`);
    let free = wanted;
    for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = withSuffix(wanted, `-${number}`);
    taken.add(free.toLowerCase());
    return free;
  });
}

function withSuffix(name: string, suffix: string): string {
  const extension = /\.[jw]ar$/i.exec(name)?.[0] ?? '.jar';
  const end = fitting(suffix, maxSuffixBytes);
  // What is cut off is of the name: the suffix tells it from the others.
  const stem = fitting(name.replace(/\.[jw]ar$/i, ''), maxTextBytes - extension.length - Buffer.byteLength(end));
  return proposedName(stem + end + extension);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
