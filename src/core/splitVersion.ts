// Words that belong to a version although a number follows: 1.0-beta-2.1, 1.12-hadoop-3.3.
const qualifier =
  /^(?:alpha|beta|rc|m|cr|ga|sp|pre|final|release|snapshot|jre|jdk|java|android|hadoop|spark|scala)\d{0,9}$/i;

/** Splits `spring-core-6.1.13` into name and version; the version is empty where the name has none. */
export function splitVersion(stem: string): { readonly name: string; readonly version: string } {
  // No honest name is longer, and a hostile one would take long.
  const words = stem.length > 255 ? [stem] : stem.split('-');
  const isNumber = (word: string | undefined) => word !== undefined && /^(?:\d|v\d{1,9}\.)/.test(word);
  let at = words.findIndex((word, index) => index > 0 && isNumber(word));
  if (at < 0) return { name: stem, version: '' };
  for (let i = at + 1; i < words.length; i++) {
    // log4j-1.2-api-2.20.0: a number with a plain word behind it belongs to the name when a version still comes.
    const comesLater = isNumber(words[i]) && words[i]!.includes('.') && !isNumber(words[i - 1]);
    if (comesLater && !words.slice(at + 1, i).some((word) => qualifier.test(word))) at = i;
  }
  return { name: words.slice(0, at).join('-'), version: words.slice(at).join('-') };
}
