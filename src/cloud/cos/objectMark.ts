/** The header that asks for an object only as long as it has this ETag; a weak one never matches, so it is not asked for. */
export function ifMatch(etag: string): { readonly 'If-Match'?: string } {
  return etag.startsWith('W/') ? {} : { 'If-Match': etag };
}

/** Whether two ETags are of one object, as far as ETags tell: something between may have weakened one of them. */
export function isSameMark(one: string, other: string): boolean {
  return strong(one) === strong(other);
}

function strong(etag: string): string {
  return etag.replace(/^W\//, '');
}
