import type { Credential } from '../core/model';

const longest = 400;

// What may stand in a message although it must not be shown, whoever wrote it.
const patterns: readonly (readonly [RegExp, string])[] = [
  [/([a-z]+:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi, '$1?…'],
  [/([a-z]+:\/\/)[^\s/@"'<>]*@/gi, '$1…@'],
  [/\b(q-[a-z-]+|signature|credential|signedheaders)=[^\s&,;"'<>]*/gi, '$1=…'],
  [
    /\b(authorization|x-cos-security-token|x-tc-token|x-tc-[a-z]*key|secret-?(?:id|key)|tmpsecret(?:id|key)|(?:session|security)?token)("?\s*[:=]\s*"?)[^\s&,;"'<>]+/gi,
    '$1$2…',
  ],
  [/\b(AKID|IKID)[A-Za-z0-9_-]{8,}/g, '…'],
  [/[A-Za-z0-9+_=-]{60,}/g, '…'],
];

/** `text` on one line, shortened, and without anything of `credentials`, signatures or the queries of URLs. */
export function redact(text: string, credentials: readonly Partial<Credential>[]): string {
  let clean = text;
  for (const secret of credentials.flatMap((one) => [one.secretKey, one.token, one.secretId])) {
    for (const form of secret ? [secret, encodeURIComponent(secret)] : []) clean = clean.replaceAll(form, '…');
  }
  for (const [pattern, instead] of patterns) clean = clean.replace(pattern, instead);
  // eslint-disable-next-line no-control-regex -- a hostile answer may hold any
  clean = clean.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim();
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}
