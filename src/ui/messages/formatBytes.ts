const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Formats a number of bytes in decimal units with three digits at most: `512 B`, `4.2 MB`, `128 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`;
}
