/** Builds the header that requires an object to have this ETag; none for a weak one, which never matches. */
export function ifMatch(etag: string): { readonly 'If-Match'?: string } {
  return etag.startsWith('W/') ? {} : { 'If-Match': etag };
}

/** Tells whether two ETags identify one object; a proxy may have weakened one of them. */
export function isSameMark(one: string, other: string): boolean {
  return strongMark(one) === strongMark(other);
}

/** Gives an ETag as COS gave it, before a proxy weakened it. */
export function strongMark(etag: string): string {
  return etag.replace(/^W\//, '');
}
