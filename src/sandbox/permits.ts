import type { Account } from './world';

/** Whether an account may do what CAM calls `action`, such as `tem:CreateCosToken`. */
export function permits({ actions }: Pick<Account, 'actions'>, action: string): boolean {
  return actions.some((one) => (one.endsWith('*') ? action.startsWith(one.slice(0, -1)) : one === action));
}
