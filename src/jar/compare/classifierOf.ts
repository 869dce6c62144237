// Words of a version, which change with it: 33.0.0-jre, 1.0-beta-2, 3.0.1-b12, 7.1-redhat-2, 1.0-20260115.120000-3.
const ofVersion =
  /^(?:\d.{0,100}|(?:alpha|beta|rc|m|b|cr|ga|sp|pre|final|release|snapshot|redhat|jre|jdk|java|android|hadoop|spark|scala)\d{0,9})$/i;
const platform = /linux|windows|win32|win64|osx|macos|darwin|bsd|aarch|arm|amd64|x86|x64|i386|ppc|s390|riscv|loong/i;

/** Returns what follows the version in a library's name: `linux-aarch_64` of `4.1.110.Final-linux-aarch_64`; empty for none. */
export function classifierOf(version: string): string {
  const words = version.split('-');
  const at = words.findIndex((word, index) => index > 0 && !ofVersion.test(word));
  return at < 0 ? '' : words.slice(at).join('-');
}

/** Tells whether a classifier names the machine that a library is for: one for another machine never takes its place. */
export function isPlatform(classifier: string): boolean {
  return platform.test(classifier);
}
