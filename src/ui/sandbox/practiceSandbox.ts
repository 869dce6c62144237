import * as vscode from 'vscode';
import { KeyedQueue } from '../../core/keyedQueue';
import type { Account, Credential } from '../../core/model';
import type { Accounts } from '../accounts/accounts';
import { setContextKey } from '../vscode/contributions';
import { colleagueDeploys, type ColleagueDeployment, type ColleagueSandbox } from './colleagueDeploys';

/**
 * Conditions that a person may set: `latency` ms a request, `sharedBandwidth` bytes/s of all connections, `tokenLifetime` s,
 * `completeDuration` ms of a CompleteMultipartUpload, `policy.copying` what an upload may copy from, `rollout` what becomes of
 * deployments.
 */
export interface SandboxConditions {
  latency: number;
  sharedBandwidth: number;
  tokenLifetime: number;
  microserviceOffline: boolean;
  completeDuration: number;
  policy: { copying: 'none' | 'ownKey' | 'application' };
  rollout: RolloutConditions;
}

/**
 * Conditions of deployments: ms until the image is built and until an instance is ready, and what befalls the batch, counted from
 * 1, of the next one.
 */
export interface RolloutConditions {
  buildMs: number;
  podMs: number;
  failure: { readonly kind: string; readonly batch: number };
}

/** A sandbox that answers on loopback; `conditions`, `stop` and what a colleague needs only where it is ours. */
export interface RunningSandbox extends Partial<ColleagueSandbox> {
  readonly temUrl: string;
  readonly cosUrl: string;
  readonly credential: Credential;
  readonly conditions?: SandboxConditions;
  stop?(): Promise<void>;
}

interface Forgetful {
  forget(accountId: string): Promise<void>;
}

/** Dependencies of the sandbox: what keeps its account, and what starts it. */
export interface PracticeSandboxDeps {
  readonly accounts: Pick<Accounts, 'addForThisWindow' | 'remove'>;
  /** Records of uploads and deployments; those of a sandbox are worth nothing in the next one. */
  readonly records: Forgetful;
  /** Refusals of copies, which are worth nothing under other conditions either. */
  readonly refusals: Forgetful;
  readonly start: () => Promise<RunningSandbox>;
}

/** Id of the practice account. */
export const sandboxAccountId = 'sandbox';

/** The sandbox of this window and its practice account: the account is there exactly as long as the sandbox runs. */
export class PracticeSandbox {
  private running: Promise<RunningSandbox> | undefined;
  /** Starts and stops, one after another: who stops what still starts finds it stopped. */
  private readonly turns = new KeyedQueue();

  constructor(private readonly deps: PracticeSandboxDeps) {}

  /** Starts the sandbox if it does not run, and signs in the practice account. */
  start(): Promise<Account> {
    return this.turns.add(sandboxAccountId, () => this.signIn());
  }

  /** Sets the conditions of the running sandbox; resolves with `false` where they are not ours to set. */
  async setConditions(conditions: SandboxConditions): Promise<boolean> {
    const own = (await this.running)?.conditions;
    if (!own) return false;
    const { rollout, policy, ...others } = conditions;
    Object.assign(own, others);
    // The sandbox has further ones of these.
    Object.assign(own.rollout, rollout);
    Object.assign(own.policy, policy);
    await this.deps.refusals.forget(sandboxAccountId);
    return true;
  }

  /** Lets somebody else deploy; resolves with `noneFree` where nothing can be deployed to, `undefined` where the sandbox is not ours. */
  async letColleagueDeploy(): Promise<ColleagueDeployment | 'noneFree' | undefined> {
    const sandbox = await this.running;
    if (!sandbox?.world || !sandbox.beginRollout) return undefined;
    return colleagueDeploys(sandbox as ColleagueSandbox) ?? 'noneFree';
  }

  /** Tells whether an account is that of a sandbox which ends with this window. Never rejects. */
  async owns(accountId: string): Promise<boolean> {
    const running = await this.running?.catch(() => undefined);
    return accountId === sandboxAccountId && running?.stop !== undefined;
  }

  /** Removes the practice account and stops the sandbox; what it held is gone. */
  stop(): Promise<void> {
    return this.turns.add(sandboxAccountId, () => this.end());
  }

  private async signIn(): Promise<Account> {
    this.running ??= this.begin();
    const sandbox = await this.running.catch((error: unknown) => {
      this.running = undefined;
      throw error;
    });
    const account: Account = { id: sandboxAccountId, name: vscode.l10n.t('Practice'), site: 'sandbox' };
    const { credential, temUrl, cosUrl } = sandbox;
    await this.deps.accounts.addForThisWindow(account, {
      site: 'sandbox',
      credential,
      endpoints: { tem: temUrl, cos: cosUrl },
    });
    await setContextKey('tem.sandboxRunning', true);
    return account;
  }

  private async end(): Promise<void> {
    if (!this.running) return;
    const running = await this.running;
    this.running = undefined;
    await this.deps.accounts.remove(sandboxAccountId);
    await setContextKey('tem.sandboxRunning', false);
    if (!running.stop) return;
    await running.stop();
    // Only now: nothing answers any more that could be written down. What stays, the next one forgets.
    await this.deps.records.forget(sandboxAccountId).catch(() => undefined);
  }

  private async begin(): Promise<RunningSandbox> {
    const sandbox = await this.deps.start();
    // One that is not ours to stop may have been running before, and have what was uploaded.
    if (sandbox.stop) await this.deps.records.forget(sandboxAccountId);
    return sandbox;
  }
}
