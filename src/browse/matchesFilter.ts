import type { Application } from '../core/model';

/** Tells whether the application's name or id contains every word of `text`, in any letter case; an empty text matches all. */
export function matchesFilter({ name, id }: Pick<Application, 'name' | 'id'>, text: string): boolean {
  const inside = `${name}\n${id}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s/)
    .every((word) => inside.includes(word));
}
