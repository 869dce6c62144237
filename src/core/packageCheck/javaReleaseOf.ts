/** Reads the release out of TEM's name of a Java, such as `KONA:11` or `OPEN:1.8`; `undefined` where it has none. */
export function javaReleaseOf(jdkVersion: string): number | undefined {
  const found = /(?:^|[^\d.])(?:1\.)?(\d{1,3})(?!\d)/.exec(jdkVersion);
  return found ? Number(found[1]) : undefined;
}
