type Methods<Name extends string> = Readonly<Record<Name, (...given: never[]) => Promise<unknown>>>;

/** Gives the methods `names` of what `load` resolves with; it is loaded with the first call of any. */
export function methodsOnUse<Name extends string, Whole extends Methods<Name>>(
  load: () => Promise<Whole>,
  names: readonly Name[],
): Pick<Whole, Name> {
  const entries = names.map((name) => {
    const call = async (...given: never[]): Promise<unknown> => (await load())[name](...given);
    return [name, call] as const;
  });
  return Object.fromEntries(entries) as Pick<Whole, Name>;
}
