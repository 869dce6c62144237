/** Reads when a link that TEM signed stops working, epoch ms, from the times in its signature; `undefined` where it has none. */
export function linkExpiry(link: string): number | undefined {
  const query = URL.canParse(link) ? new URL(link).searchParams : undefined;
  const ends = ['q-sign-time', 'q-key-time'].flatMap((name) => {
    const [, end] = /^\d{10};(\d{10})$/.exec(query?.get(name) ?? '') ?? [];
    return end ? [Number(end) * 1000] : [];
  });
  return ends.length > 0 ? Math.min(...ends) : undefined;
}
