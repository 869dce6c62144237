import type { Target } from '../model';

/** Remembers for a day that COS refused the grants of an account to copy, by region. */
export interface CopyRefusals {
  isRefused(place: Pick<Target, 'accountId' | 'region'>): boolean;
  record(place: Pick<Target, 'accountId' | 'region'>): Promise<void>;
}
