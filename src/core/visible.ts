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
 * Makes `text`, written by others, safe to show on one line: at most `maxLength` UTF-16 units, a longer one with `…` at its
 * end. Controls and line ends become visible signs (`␊`, `␛`), lone surrogates `�`; invisible signs, and those that turn
 * the direction of reading, are removed, unless emoji or letters beside them depend on them. Idempotent.
 */
export function visible(text: string, maxLength = usualLength): string {
  const cut = text.length > maxLength ? `${whole(text.slice(0, maxLength - 1))}…` : text;
  return cut.replace(hidden, pictureOf);
}

/** Removes half a surrogate pair from the end. */
function whole(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}

/** Tells whether a reader sees all of `text` in its order: without controls, line breaks and changes of direction. */
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

/** Tells whether the text around a sign would look different without it. */
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
