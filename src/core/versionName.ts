import { AppError } from './errors';

const longest = 128;
const timestampPlace = '${timestamp}';

/**
 * The version that `template` names for `packageName` at `now` (epoch ms). `${timestamp}` becomes `yyyyMMddHHmmss` in
 * local time, `${name}` the file's name without its extension. Lower case always, because TEM refuses capitals.
 * Throws `badVersion` when the result is empty or nothing but dots, longer than 128 characters or holds a slash, white space
 * or what cannot be seen.
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
  if (version.length > longest) {
    throw new AppError('badVersion', `the version name has ${version.length} characters; TEM takes at most ${longest}`);
  }
  if (/[\s/\\\p{C}]/u.test(version))
    throw new AppError('badVersion', `the version name "${version}" holds a space, a slash or what cannot be seen`);
  return version;
}

/** Whether a template names another version each time: whoever chose it wants no package replaced. */
export function isUnique(template: string): boolean {
  return template.includes(timestampPlace);
}

/** The `nth` version after `version`, from 2 on: `-2`, `-3` … added, within what TEM takes. */
export function anotherVersion(version: string, nth: number): string {
  const added = `-${nth}`;
  return version.slice(0, longest - added.length) + added;
}

function timestamp(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    String(date.getFullYear()) +
    [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('')
  );
}
