import type { DeployMode, Instance } from '../model';

/** The state of a batch; `other` is any word of TEM's that is not known here. */
export type BatchState =
  'notStarted' | 'deploying' | 'waitingForPerson' | 'waitingForTime' | 'finished' | 'reverting' | 'other';

/** An instance of a batch. `words` are TEM's, of Kubernetes: `Running`, `CrashLoopBackOff` …; there may be none. */
export interface BatchInstance {
  readonly id: string;
  readonly version: string;
  readonly words: readonly string[];
}

/** One batch of a rollout. `word` is TEM's own for its state. */
export interface RolloutBatch {
  readonly index: number;
  readonly isTrial: boolean;
  readonly state: BatchState;
  readonly word: string;
  /** The number of old instances that it replaces. */
  readonly oldInstances: number;
  readonly newInstances: readonly BatchInstance[];
  /** Time of its automatic start, epoch ms; absent where it waits for a person, or has no time. */
  readonly startsAt?: number;
}

/** A rollout as `DescribeDeployApplicationDetail` has it; texts that TEM does not give are empty. */
export interface RolloutDetail {
  /** TEM's word: `Running` and `Error` are published, no word for success is. */
  readonly status: string;
  /** `StartTime` as TEM writes it: with the new version, what tells one rollout from another of the same place. */
  readonly startWord: string;
  /** Epoch ms; absent where TEM gives none that can be read. */
  readonly startedAt?: number;
  /** Epoch ms; absent while it runs, and after some failures as well. */
  readonly endedAt?: number;
  readonly newVersion: string;
  readonly oldVersion: string;
  /** The file name of the new package. */
  readonly packageName: string;
  readonly errorMessage: string;
  /** In their order, the trial batch first; empty where TEM tells none. */
  readonly batches: readonly RolloutBatch[];
  /** `index` of the batch under way. */
  readonly currentBatch?: number;
  readonly currentBatchState?: BatchState;
  /** Epoch ms. */
  readonly nextBatchAt?: number;
}

/**
 * An application in one environment as `DescribeApplicationInfo` has it, without its configuration, which holds secrets. Numbers
 * that TEM does not give are absent.
 */
export interface Workload {
  readonly version: string;
  readonly packageName: string;
  readonly deployMode: DeployMode;
  /** TEM's name of the Java that runs it, such as `KONA:11`; empty where TEM gives none. */
  readonly jdkVersion: string;
  readonly status: string;
  /** Absent where TEM gives null, which decides nothing. */
  readonly isDeploying?: boolean;
  /** True where `BatchDeployStatus` says that a batch waits for a person. */
  readonly isWaitingForPerson: boolean;
  readonly isStopped: boolean;
  readonly expectedInstances?: number;
  readonly currentInstances?: number;
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly updatedReplicas?: number;
  readonly updatedReadyReplicas?: number;
  /** Epoch ms. */
  readonly deployedAt?: number;
}

/** A reading of a place at one time (epoch ms). A part is absent where it was not asked for, or could not be read. */
export interface RolloutReading {
  readonly at: number;
  readonly detail?: RolloutDetail;
  readonly workload?: Workload;
  readonly instances?: readonly Instance[];
}
