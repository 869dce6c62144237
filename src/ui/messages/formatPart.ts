import { formatBytes } from './formatBytes';

/** Formats bytes that are a part of `whole` ones, without their unit where the whole has the same: `1.1` (of 55.4 MB), `900 kB`. */
export function formatPart(bytes: number, whole: number): string {
  const [amount = '', unit] = formatBytes(bytes).split(' ');
  return bytes === 0 || formatBytes(whole).endsWith(` ${unit}`) ? amount : `${amount} ${unit}`;
}
