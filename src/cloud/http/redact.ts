import type { Credential } from '../../core/model';

const maxLength = 400;
// Much more than is shown, since what is taken out makes room; little enough for any pattern.
const maxRead = 2048;

// What may stand in a message although it must not be shown, whoever wrote it. None of it can be longer than what is read.
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

/**
 * Returns `text` on one line of at most 400 UTF-16 units, without `credentials`, signatures and the queries of URLs. Reads
 * only the beginning of a long text.
 */
export function redact(text: string, credentials: readonly Partial<Credential>[]): string {
  let clean = beginning(text);
  for (const secret of credentials.flatMap((one) => [one.secretKey, one.token, one.secretId])) {
    for (const form of secret ? [secret, encodeURIComponent(secret)] : []) clean = clean.replaceAll(form, '…');
  }
  for (const [pattern, instead] of patterns) clean = clean.replace(pattern, instead);
  // eslint-disable-next-line no-control-regex -- a hostile response may hold any
  clean = clean.replace(/[\s\u0000-\u001f\u007f]{1,2048}/g, ' ').trim();
  return clean.length > maxLength ? `${clean.slice(0, maxLength)}…` : clean;
}

/** Cuts a text to what is read of it, and leaves out a word that the cut goes through: half a secret is not recognized. */
function beginning(text: string): string {
  if (text.length <= maxRead) return text;
  let end = maxRead;
  while (end > 0 && !/[\s"'<>&,;]/.test(text.charAt(end - 1))) end--;
  return `${text.slice(0, end)}…`;
}
