// What an eye cannot see, or what moves what it sees: controls, line separators, halves of signs, bidirectional and
// zero-width ones. One sign at a time: no pattern here has to look ahead.
const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
const misleading = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const usualLength = 300;
// Signs that hold an emoji, or a word of some scripts, together: unseen themselves, but without them another is seen.
const joining =
  /[\p{sc=Arab}\p{sc=Syrc}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}\p{sc=Khmr}\p{sc=Mymr}]/u;
const letter = /[\p{L}\p{M}]/u;
const emojiBefore = /\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?$/u;
const emojiAfter = /^\p{Extended_Pictographic}/u;
const varied = /[\p{Extended_Pictographic}\p{sc=Han}]$/u;
const keycapBefore = /[0-9#*]$/;

/**
 * `text`, written by others, as it is fit to be shown on one line: at most `longest` UTF-16 units, a longer one with `…` at
 * its end. Controls and line ends become signs that are seen (`␊`, `␛`), halves of signs `�`; what is invisible, or turns
 * the direction of reading, is left out, unless emoji or letters beside it are what they are by it. The same again makes no
 * difference.
 */
export function visible(text: string, longest = usualLength): string {
  const cut = text.length > longest ? `${whole(text.slice(0, longest - 1))}…` : text;
  return cut.replace(hidden, pictureOf);
}

/** A beginning without the half of a sign at its end. */
function whole(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

/** Whether whoever reads `text` reads all of it, in its order: nothing in it controls, breaks a line or turns around. */
export function isHonest(text: string): boolean {
  return !misleading.test(text);
}

function pictureOf(sign: string, at: number, text: string): string {
  if (isNeeded(sign, text.slice(Math.max(0, at - 5), at), text.slice(at + sign.length, at + sign.length + 2)))
    return sign;
  const code = sign.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '␡';
  if (code === 0x2028 || code === 0x2029) return '␊';
  const isBroken = (code > 0x7f && code < 0xa0) || (sign.length === 1 && code >= 0xd800 && code <= 0xdfff);
  return isBroken ? '�' : '';
}

/** Whether what stands around it would be something else without it. */
function isNeeded(sign: string, before: string, after: string): boolean {
  if (sign === '\u200c' || sign === '\u200d') {
    const isWord = isJoining([...before].at(-1)) && isJoining([...after][0]);
    return isWord || (sign === '\u200d' && emojiBefore.test(before) && emojiAfter.test(after));
  }
  if (sign === '\ufe0f') return varied.test(before) || (keycapBefore.test(before) && after.startsWith('\u20e3'));
  const code = sign.codePointAt(0) ?? 0;
  return code >= 0xe0100 && code <= 0xe01ef && varied.test(before);
}

function isJoining(sign = ''): boolean {
  return joining.test(sign) && letter.test(sign);
}
