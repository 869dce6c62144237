/** Tells whether a text can be the id of a region, such as `ap-guangzhou`. */
export function isRegionId(text: string): boolean {
  return /^[a-z0-9-]{1,64}$/.test(text);
}

/** Tells whether a search with this glob ends: stars and braces that stand beside each other multiply what is tried. */
export function isHarmlessGlob(glob: string): boolean {
  const count = (sign: string) => glob.split(sign).length - 1;
  return glob.length <= 256 && count('*') <= 10 && count('{') <= 4 && count(',') <= 64;
}
