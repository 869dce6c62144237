import type { EqualRange } from '../../../../src/core/delta/deltaPlan';

const step = 256 * 1024;
const needleBytes = 64;
const chunkBytes = 64 * 1024;

/**
 * Finds by their bytes alone all ranges of `file` of 1 MiB and more that stand in `base` too, each as long as it goes, and the one
 * that the file ends with. They may overlap.
 */
export function trueRanges(file: Buffer, base: Buffer): readonly EqualRange[] {
  const found = new Map<string, EqualRange>();
  for (let at = 0; at + needleBytes <= base.length; at += step) {
    const needle = base.subarray(at, at + needleBytes);
    for (let hit = file.indexOf(needle); hit >= 0; hit = file.indexOf(needle, hit + 1)) {
      const range = extend(file, base, hit, at);
      found.set(`${range.start} ${range.baseStart}`, range);
    }
  }
  const ending = base.lastIndexOf(file.subarray(-needleBytes));
  if (ending >= 0) found.set('end', extend(file, base, file.length - needleBytes, ending));
  return [...found.values()];
}

function extend(file: Buffer, base: Buffer, at: number, baseAt: number): EqualRange {
  let [start, end] = [0, 0];
  while (start < Math.min(at, baseAt)) {
    const length = Math.min(chunkBytes, at - start, baseAt - start);
    const [from, baseFrom] = [at - start - length, baseAt - start - length];
    if (file.compare(base, baseFrom, baseFrom + length, from, from + length) !== 0) break;
    start += length;
  }
  while (start < Math.min(at, baseAt) && file[at - start - 1] === base[baseAt - start - 1]) start++;
  const most = Math.min(file.length - at, base.length - baseAt);
  while (end < most) {
    const length = Math.min(chunkBytes, most - end);
    if (file.compare(base, baseAt + end, baseAt + end + length, at + end, at + end + length) !== 0) break;
    end += length;
  }
  while (end < most && file[at + end] === base[baseAt + end]) end++;
  return { start: at - start, end: at + end, baseStart: baseAt - start };
}
