/** Builds the header that requires an object to have this ETag; none for a weak one, which never matches. */
export function ifMatch(etag: string): { readonly 'If-Match'?: string } {
  return etag.startsWith('W/') ? {} : { 'If-Match': etag };
}

/** Tells whether two ETags identify one object; a proxy may have weakened one of them. */
export function isSameMark(one: string, other: string): boolean {
  return strong(one) === strong(other);
}

function strong(etag: string): string {
  return etag.replace(/^W\//, '');
}
