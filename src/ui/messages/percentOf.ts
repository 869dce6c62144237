/** Gives how much of `total` bytes is sent, in whole per cent, never rounded up. */
export function percentOf({ sent, total }: { readonly sent: number; readonly total: number }): number {
  return total > 0 ? Math.floor(Math.min(1, sent / total) * 100) : 0;
}
