import { basename, extname } from 'node:path';
import { roleByName } from '../core/packageCheck/roleByName';
import type { PackageRole } from '../core/packageCheck/packageRole';
import { classifierBehind, isCompleteClassifier } from '../core/baseName';
import type { SeenPackage } from './seenPackages';

/**
 * Tells the role of a package by what it is, then by the packages of its folder, then by its name; by its name alone where it
 * cannot be read. `isQuarkus` where Quarkus built it.
 */
export function roleOf(own: SeenPackage, beside: readonly SeenPackage[], isQuarkus: boolean): PackageRole {
  const name = basename(own.path);
  const named = roleByName(name);
  if (!own.glance) return named ?? 'application';
  const { role } = own.glance;
  if (role === 'sources' || role === 'javadoc') return role;
  if (
    named === 'original' &&
    beside.some(({ path }) => name.toLowerCase() === `original-${basename(path)}`.toLowerCase())
  )
    return 'original';
  const complete = beside.find((one) => isCompleteOf(one, own));
  if (complete) return hasBoot(complete) ? 'plain' : 'thin';
  if (role !== 'library') return role;
  return named ?? (isQuarkus ? 'thin' : 'library');
}

/** Tells whether a package is another one with its libraries, or with the launcher of Spring Boot. */
function isCompleteOf(one: SeenPackage, own: SeenPackage): boolean {
  const [name, ownName] = [basename(one.path), basename(own.path)];
  if (one.glance?.role !== 'application' || hasBoot(own)) return false;
  if (extname(name).toLowerCase() !== extname(ownName).toLowerCase()) return false;
  if (classifierBehind(ownName, name) === 'plain') return hasBoot(one);
  const classifier = classifierBehind(name, ownName);
  // A WAR has its libraries, and a container to run in.
  if (classifier === undefined || own.glance?.kind === 'war') return false;
  const { role, mainClass } = own.glance ?? {};
  if (role === 'application') return one.glance.mainClass === mainClass && one.bytes > own.bytes;
  return hasBoot(one) || isCompleteClassifier(classifier);
}

function hasBoot({ glance }: SeenPackage): boolean {
  return glance?.kind === 'springBootJar' || glance?.kind === 'springBootWar';
}
