/**
 * The fate of the new instances of one batch, `batch` counted from 1, in the next `times` rollouts (default 1); then the kind
 * is `none` again. All but `flapping` and `status` let that batch deploy for ever: its program ends (`crash`), its image is not found (`image`),
 * it does not get ready (`neverReady`), its checks or its start fail (`liveness`, `listener`, `postStart`), a volume or a configuration
 * is missing. `flapping` instances get ready, and then fail every 15 s, also after the end. `status` ends the rollout with `Status` `Error` and
 * empty texts, its batch `Finish`, as in the published example.
 */
export interface InstanceFailure {
  readonly kind:
    | 'none'
    | 'crash'
    | 'image'
    | 'neverReady'
    | 'flapping'
    | 'postStart'
    | 'volume'
    | 'configuration'
    | 'liveness'
    | 'listener'
    | 'status';
  readonly batch: number;
  readonly times?: number;
}

/** A refusal of the next `times` RollingUpdateApplicationByVersion, by `code`; an empty one refuses nothing. */
export interface RolloutRefusal {
  readonly code: string;
  readonly times: number;
}

/**
 * The conditions of rollouts, most of them what no public source settles. `buildMs`, `podMs`, `failure` and `startDelayMs` are
 * effective for the next rollout, the others at the next request.
 */
export interface RolloutConditions {
  /** The ms until the image is built. */
  buildMs: number;
  /** The ms until a new instance is ready. */
  podMs: number;
  failure: InstanceFailure;
  /** The ms for which TEM tells nothing of a rollout that it has taken; another one that it takes meanwhile replaces it. */
  startDelayMs: number;
  refuseWith: RolloutRefusal;
  /** The form of `PackageName` that is taken: the full path in COS, `/name.jar`, or both and `name.jar`. */
  packageNameForm: 'fullPath' | 'name' | 'either';
  /** The code that refuses another form of `PackageName`. */
  packageNameCode: 'MissingParameter.PkgNameNull' | 'InvalidParameter';
  /** True lets `PkgName` of DescribeApplicationInfo be the full path in COS. */
  fullPkgName: boolean;
  /** True lets RollingUpdateApplicationByVersion return an empty revision. */
  emptyRevision: boolean;
  /** The answer to RevertDeployApplication where nothing is deployed: true, or the one documented code. */
  revertWhenIdle: 'ok' | 'error';
  /** The same for ResumeDeployApplication where nothing waits. */
  resumeWhenIdle: 'ok' | 'error';
  /** The answer to DescribeDeployApplicationDetail where nothing was ever deployed: refused, a null, or empty fields. */
  withoutRollout: 'error' | 'null' | 'blank';
  /** The batch that waits: the one that is deployed, or the next one, which is not. */
  waitingBatch: 'deployed' | 'next';
  /** `BatchIndex` of the first batch. */
  firstBatchIndex: 0 | 1;
  /** `Status` of a rollout that has ended well, and of one that was reverted. */
  successStatus: string;
  revertedStatus: string;
  /** True lets DescribeDeployApplicationDetail tell no batches. */
  noBatches: boolean;
  /** True empties `Status` of what runs, in lists. */
  emptyStatus: boolean;
  /** True lets `UnderDeploying` be null wherever it stands. */
  nullDeploying: boolean;
  /** True lets `WorkloadInfo` be null wherever it stands. */
  nullWorkload: boolean;
  /** The ms after the end of a rollout for which `UnderDeploying` is still true. */
  staleDeployingMs: number;
  /** True lets `Total` of DescribeApplications be 0, whatever it lists. */
  zeroTotal: boolean;
}

/** Returns conditions under which every rollout goes well, in half a minute or so. */
export function defaultRolloutConditions(): RolloutConditions {
  return {
    buildMs: 6000,
    podMs: 6000,
    failure: { kind: 'none', batch: 1 },
    startDelayMs: 0,
    refuseWith: { code: '', times: 0 },
    packageNameForm: 'either',
    packageNameCode: 'MissingParameter.PkgNameNull',
    fullPkgName: false,
    emptyRevision: false,
    revertWhenIdle: 'ok',
    resumeWhenIdle: 'ok',
    withoutRollout: 'error',
    waitingBatch: 'deployed',
    firstBatchIndex: 0,
    successStatus: 'Success',
    revertedStatus: 'Reverted',
    noBatches: false,
    emptyStatus: false,
    nullDeploying: false,
    nullWorkload: false,
    staleDeployingMs: 0,
    zeroTotal: false,
  };
}
