const headSize = 8;
const firstMajor = 45;
const lastMajor = 144;

/** The packed bytes that the head of a class takes: the code tables of a DEFLATE block take less than 600, it is right behind. */
export const packedClassHead = 1024;
/** The bytes that a packed head may swell to. */
export const maxClassHead = 2 * 1024 * 1024;

/**
 * Tells whether an entry is a class that has to run: those of `META-INF/versions` are for newer releases than needed, and older
 * ones skip `module-info`.
 */
export function isCounted(name: string): boolean {
  return name.endsWith('.class') && !name.includes('META-INF/versions/') && !name.endsWith('module-info.class');
}

/** Reads the Java release (8, 17) that a class needs from its first bytes; `undefined` when they are not a class's. */
export function releaseOf(head: Buffer | undefined): number | undefined {
  if (!head || head.length < headSize || head.readUInt32BE(0) !== 0xcafebabe) return undefined;
  const major = head.readUInt16BE(6);
  // 45 is Java 1.1, 46 is 1.2; from 49 on it is 5 and so on.
  return major >= firstMajor && major <= lastMajor ? major - 44 : undefined;
}
