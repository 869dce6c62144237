/**
 * Encodes `text`, which others wrote, as one part of a key whose parts are joined by slashes: without a slash or a number
 * sign, and differently for each text, also where it is no well-formed Unicode.
 */
export function idPart(text: string): string {
  // Every second piece is half of a pair without its other half, which `encodeURIComponent` throws at.
  const pieces = text.split(/(\p{Surrogate})/u);
  return pieces
    .map((piece, n) => (n % 2 ? `%u${piece.charCodeAt(0).toString(16)}` : encodeURIComponent(piece)))
    .join('');
}
