import { codesOf, codesPerAction, documentedTemCodes } from '../fixtures/documentedTemCodes';

/** The codes that `CreateCosToken` itself is documented with. */
export const grantCodes: readonly string[] = codesOf(codesPerAction['CreateCosToken'] ?? '');

/** The other documented ones, and one that nobody knows. */
export const otherTemCodes: readonly string[] = [
  ...documentedTemCodes.map(([code]) => code).filter((code) => !grantCodes.includes(code)),
  'SomethingNew.Altogether',
];
