import type { RolloutDetail, Workload } from '../deployment/rolloutReading';
import type { RolloutStrategy } from '../deployment/rolloutStrategy';
import type { CallOptions, DeploymentRequest } from './tem';

/** A package to deploy where another version runs. `key` is the full path of the package in COS. */
export interface RolloutRequest extends DeploymentRequest {
  readonly key: string;
  readonly packageName: string;
  readonly version: string;
  readonly strategy: RolloutStrategy;
}

/** The part of the TEM API that deploys. Every call throws `AppError` only and ends at once, as `cancelled`, when `signal` aborts. */
export interface TemRollouts {
  /**
   * Begins to replace the version that runs by another package, keeping the configuration (`RollingUpdateApplicationByVersion`).
   * Sent again only where TEM certainly did nothing: throttled, or once with `/name` where it refused the full path. After any
   * other failure that is no refusal it may have begun.
   */
  beginRollout(request: RolloutRequest, options: CallOptions): Promise<void>;
  /** Lets the next batch start (`ResumeDeployApplication`), whichever it is. Never sent again by itself. */
  continueRollout(request: DeploymentRequest, options: CallOptions): Promise<void>;
  /** Ends the running rollout and puts all instances back (`RevertDeployApplication`). Never sent again by itself. */
  revertRollout(request: DeploymentRequest, options: CallOptions): Promise<void>;
  /** Reads the rollout that runs, or the last one; `undefined` where TEM knows of none. */
  describeRollout(request: DeploymentRequest, options: CallOptions): Promise<RolloutDetail | undefined>;
  /** Reads how an application runs in one environment; `undefined` where nothing is deployed. */
  describeWorkload(request: DeploymentRequest, options: CallOptions): Promise<Workload | undefined>;
}
