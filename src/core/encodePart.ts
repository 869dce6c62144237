/**
 * `text` as one part between slashes, encoded: no slash of it makes two things one. Unlike `encodeURIComponent` it takes
 * halves of signs as well, since the service names these things.
 */
export function encodePart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, (half) => `�${half.charCodeAt(0).toString(16)}`));
}
