import type { Effect } from '../../src/sandbox/fault';
import { codesOf, codesPerAction } from '../fixtures/documentedTemCodes';

/** The three requests that change a deployment. */
export const deployWrites = {
  begin: 'RollingUpdateApplicationByVersion',
  continue: 'ResumeDeployApplication',
  undo: 'RevertDeployApplication',
} as const;
export type DeployWrite = keyof typeof deployWrites;

/** One way in which a write fails. `hasActed`: the service has carried it out. */
export interface DeployEffect {
  readonly name: string;
  readonly hasActed: boolean;
  readonly effect?: Effect;
  /** TEM's code, where it is nothing but that. */
  readonly code?: string;
  /** The answer in place of the service's. */
  readonly answer?: { readonly status?: number; readonly body: string };
  /** The ms after which TEM tells of the deployment. */
  readonly startDelayMs?: number;
}

const answered = (body: object): string => JSON.stringify({ Response: { ...body, RequestId: 'r-spoiled' } });
const error = (code: string): string => answered({ Error: { Code: code, Message: code } });
const moments = ['beforeBody', 'afterBody', 'beforeAnswer'] as const;

/** Answers of a service that has carried the request out, and does not say so. */
const acted = [
  ['InternalError.ActionReadTimeout', { body: error('InternalError.ActionReadTimeout') }],
  ['FailedOperation.ActionReadTimeout', { body: error('FailedOperation.ActionReadTimeout') }],
  ['InternalError.DefaultInternalError', { body: error('InternalError.DefaultInternalError') }],
  ['InternalError.New', { body: error('InternalError.New') }],
  ['FailedOperation.New', { body: error('FailedOperation.New') }],
  ['SomethingNew.Altogether', { body: error('SomethingNew.Altogether') }],
  ['Result false', { body: answered({ Result: false }) }],
  ['Result null', { body: answered({ Result: null }) }],
  ['no Result', { body: answered({}) }],
  ['a gateway’s 504', { status: 504, body: '<html>Gateway Time-out</html>' }],
  ['half an answer', { body: '{"Response":{"Resu' }],
] as const;

/** The faults of every write. */
export const deployEffects: readonly DeployEffect[] = [
  ...moments.flatMap((when): readonly DeployEffect[] => {
    const hasActed = when === 'beforeAnswer';
    return [
      { name: `reset ${when}`, hasActed, effect: { type: 'reset', when } },
      { name: `hang ${when}`, hasActed, effect: { type: 'hang', when } },
    ];
  }),
  { name: 'truncated answer', hasActed: true, effect: { type: 'truncateAnswer' } },
  { name: 'garbage', hasActed: true, effect: { type: 'garbage' } },
  {
    name: 'late start after a lost answer',
    hasActed: true,
    effect: { type: 'reset', when: 'beforeAnswer' },
    startDelayMs: 20_000,
  },
  { name: 'late start', hasActed: true, startDelayMs: 20_000 },
  ...acted.map(([name, answer]): DeployEffect => ({ name: `done, and then ${name}`, hasActed: true, answer })),
];

/** Codes that the product's documents do not have of these actions, but others do. */
const elsewhere = [
  'FailedOperation.ActionReadTimeout',
  'InternalError.ActionReadTimeout',
  'RequestLimitExceeded',
  'InternalError',
  'MissingParameter.PkgNameNull',
  'InvalidParameter',
  'InvalidParameterValue.New',
  'OperationDenied.ResourceIsolated',
  'ResourceInUse.ServiceDeploying',
  'ResourceInUse.ResourceAlreadyLocked',
  'ResourceNotFound.MicroserviceOffline',
  'ResourceUnavailable.ApplicationStopped',
  'AuthFailure.TokenFailure',
  'SomethingNew.Altogether',
];

/** Returns the codes that a write is tried with: its documented ones, and those that any may answer. */
export function deployCodes(write: DeployWrite): readonly string[] {
  return [...new Set([...codesOf(codesPerAction[deployWrites[write]] ?? ''), ...elsewhere])];
}

/** Makes the fault of a code: the service has done nothing. */
export function codeEffect(code: string): DeployEffect {
  return { name: code, hasActed: false, code, effect: { type: 'status', status: 200, code } };
}
