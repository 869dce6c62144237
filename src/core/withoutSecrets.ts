// What may stand in a message although it must not be shown, whoever wrote it. None of the patterns looks further than a few thousand signs ahead.
const patterns: readonly (readonly [RegExp, string])[] = [
  [/([a-z]{1,20}:\/\/[^\s?#"'<>]{0,2048})[?#][^\s"'<>]{0,2048}/gi, '$1?…'],
  [/([a-z]{1,20}:\/\/)[^\s/@"'<>]{0,2048}@/gi, '$1…@'],
  [/\b(q-[a-z-]{1,40}|signature|credential|signedheaders)=[^\s&,;"'<>]{0,2048}/gi, '$1=…'],
  [
    /\b(authorization|x-cos-security-token|x-tc-token|x-tc-[a-z]{0,40}key|secret-?(?:id|key)|tmpsecret(?:id|key)|(?:session|security)?token)("?\s{0,20}[:=]\s{0,20}"?)[^\s&,;"'<>]{1,2048}/gi,
    '$1$2…',
  ],
  [/\b(AKID|IKID)[A-Za-z0-9_-]{8,2048}/g, '…'],
  [/[A-Za-z0-9+_=-]{60,2048}/g, '…'],
];

/** Removes whatever looks like a key, a token, a signature or the query of a URL from a text of a few thousand signs. */
export function withoutSecrets(text: string): string {
  return patterns.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}
