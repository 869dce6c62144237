import { AppError } from './errors';

const longest = 128;

/**
 * The version that `template` names for `packageName` at `now` (epoch ms). `${timestamp}` becomes `yyyyMMddHHmmss` in
 * local time, `${name}` the file's name without its extension. Lower case always, because TEM refuses capitals.
 * Throws `badVersion` when the result is empty, longer than 128 characters or holds a slash or white space.
 */
export function versionName(template: string, packageName: string, now: number): string {
  const name = packageName.replace(/\.[^.]{0,255}$/, '');
  const version = template
    .replaceAll('${timestamp}', () => timestamp(new Date(now)))
    .replaceAll('${name}', () => name)
    .trim()
    .toLowerCase();
  if (!version) throw new AppError('badVersion', 'the version name is empty');
  if (version.length > longest) {
    throw new AppError('badVersion', `the version name has ${version.length} characters; TEM takes at most ${longest}`);
  }
  if (/[\s/\\]/.test(version))
    throw new AppError('badVersion', `the version name "${version}" holds a space or a slash`);
  return version;
}

function timestamp(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return (
    String(date.getFullYear()) +
    [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('')
  );
}
