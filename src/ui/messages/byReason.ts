import { AppError } from '../../core/errors';

/** Groups what failed by the reason, in the order they came: what fifty fail for is told once. */
export function byReason<T extends { readonly error: unknown }>(failed: readonly T[]): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const one of failed) {
    const reason = one.error instanceof AppError ? one.error.failure : 'internal';
    groups.set(reason, [...(groups.get(reason) ?? []), one]);
  }
  return [...groups.values()];
}
