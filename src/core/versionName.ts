import { AppError } from './errors';

const maxLength = 128;
const timestampPlace = '${timestamp}';

/**
 * Fills in `template` for `packageName` at `now` (epoch ms). `${timestamp}` becomes `yyyyMMddHHmmss` in local time, `${name}`
 * the file's name without its extension. Always in lower case, because TEM refuses capitals. Throws `badVersion` when the
 * version is empty or nothing but dots, longer than 128 characters or has a slash, white space or invisible characters.
 */
export function versionName(template: string, packageName: string, now: number): string {
  const name = packageName.replace(/\.[^.]{0,255}$/, '');
  const version = template
    .replaceAll(timestampPlace, () => timestamp(new Date(now)))
    .replaceAll('${name}', () => name)
    .trim()
    .toLowerCase();
  // As a part of a path, dots name a folder.
  if (version.replaceAll('.', '') === '')
    throw new AppError('badVersion', 'the version name is empty, or nothing but dots');
  if (version.length > maxLength) {
    throw new AppError(
      'badVersion',
      `the version name has ${version.length} characters; TEM takes at most ${maxLength}`,
    );
  }
  if (/[\s/\\\p{C}]/u.test(version))
    throw new AppError('badVersion', `the version name "${version}" holds a space, a slash or what cannot be seen`);
  return version;
}

/** Tells whether a template gives another version each time, so that no package is to be replaced. */
export function isUnique(template: string): boolean {
  return template.includes(timestampPlace);
}

/** Returns `version` with `-2`, `-3` … at its end, by `nth` from 2 on, within the length that TEM takes. */
export function anotherVersion(version: string, nth: number): string {
  const added = `-${nth}`;
  return version.slice(0, maxLength - added.length) + added;
}

function timestamp(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    String(date.getFullYear()) +
    [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('')
  );
}
