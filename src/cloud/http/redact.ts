import type { Credential } from '../../core/model';
import { withoutSecrets } from '../../core/withoutSecrets';

const maxLength = 400;
// Much more than is shown, since what is taken out makes room; little enough for any pattern.
const maxRead = 2048;

/**
 * Returns `text` on one line of at most 400 UTF-16 units, without `credentials`, signatures and the queries of URLs. Reads
 * only the beginning of a long text.
 */
export function redact(text: string, credentials: readonly Partial<Credential>[]): string {
  let clean = beginning(text);
  for (const secret of credentials.flatMap((one) => [one.secretKey, one.token, one.secretId])) {
    for (const form of secret ? [secret, encodeURIComponent(secret)] : []) clean = clean.replaceAll(form, '…');
  }
  clean = withoutSecrets(clean);
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
