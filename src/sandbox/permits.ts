import type { Account } from './world';

/** Tells whether an account may do `action`, named as in CAM, such as `tem:CreateCosToken`. */
export function permits({ actions }: Pick<Account, 'actions'>, action: string): boolean {
  return actions.some((one) => (one.endsWith('*') ? action.startsWith(one.slice(0, -1)) : one === action));
}
