// What an eye cannot see, or what moves what it sees: controls, line separators, halves of signs, bidirectional and
// zero-width ones. One sign at a time: no pattern here has to look ahead.
const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
const misleading = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const usualLength = 300;

/**
 * `text`, written by others, as it is fit to be shown on one line: at most `longest` UTF-16 units, a longer one with `…` at
 * its end. Controls and line ends become signs that are seen (`␊`, `␛`), halves of signs `�`; what is invisible, or turns
 * the direction of reading, is left out. The same again makes no difference.
 */
export function visible(text: string, longest = usualLength): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return cut.replace(hidden, pictureOf);
}

/** Whether whoever reads `text` reads all of it, in its order: nothing in it controls, breaks a line or turns around. */
export function isHonest(text: string): boolean {
  return !misleading.test(text);
}

function pictureOf(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  if (code === 0x2028 || code === 0x2029) return '␊';
  const isBroken = (code > 0x7f && code < 0xa0) || (sign.length === 1 && code >= 0xd800 && code <= 0xdfff);
  return isBroken ? '�' : '';
}
