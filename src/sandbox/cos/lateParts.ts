import type { Landing } from '../fault';
import type { LatePart, MultipartUpload, Store } from './store';

/** Holds a part back until its moment. */
export function holdBack(upload: MultipartUpload, late: LatePart): void {
  upload.late = [...(upload.late ?? []), late];
}

/** Stores the parts that were held back until this moment; with `number` those of that number alone. */
export function landLate(store: Store, upload: MultipartUpload, moment: Landing, number?: number): void {
  const isDue = ({ part, landing }: LatePart): boolean =>
    landing === moment && (number === undefined || part.number === number);
  const due = (upload.late ?? []).filter(isDue);
  upload.late = (upload.late ?? []).filter((late) => !due.includes(late));
  due.forEach(({ part }) => store.putPart(upload, part));
}
