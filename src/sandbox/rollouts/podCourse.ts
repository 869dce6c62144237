import type { InstanceFailure } from '../rolloutConditions';
import type { Pod } from '../world';

/** The life of a new instance: ready `podMs` after `createdAt` (epoch ms), unless it fails in a way of its own. */
export interface PodCourse {
  readonly failure: InstanceFailure['kind'];
  readonly createdAt: number;
  readonly podMs: number;
}

type PodState = Pick<Pod, 'status' | 'ready' | 'restarts'> & { readonly unhealthyReason?: string };

const RESTART_MS = 10_000;
const FLAP_MS = 15_000;
const READY_MS = 10_000;

const unready = 'Readiness probe failed: HTTP probe failed with statuscode: 503';

/** Brings an instance to its state at `now`, in epoch ms. */
export function followCourse(pod: Pod, course: PodCourse, now: number): void {
  const state = stateAt(course, now);
  pod.status = state.status;
  pod.ready = state.ready;
  pod.restarts = state.restarts;
  if (state.unhealthyReason === undefined) delete pod.unhealthyReason;
  else pod.unhealthyReason = state.unhealthyReason;
}

function stateAt({ failure, createdAt, podMs }: PodCourse, now: number): PodState {
  const age = now - createdAt;
  if (failure === 'volume') return { status: 'ContainerCreating', ready: false, restarts: 0 };
  if (age < podMs / 3) return { status: 'Pending', ready: false, restarts: 0 };
  const late = age - podMs;
  const restarts = late < 0 ? 0 : 1 + Math.floor(late / RESTART_MS);
  switch (failure) {
    case 'none':
      return { status: 'Running', ready: late >= 0, restarts: 0 };
    case 'flapping':
      return late < 0 ? { status: 'Running', ready: false, restarts: 0 } : flap(late);
    case 'crash':
    case 'status':
      return { status: restarts === 0 ? 'Error' : 'CrashLoopBackOff', ready: false, restarts };
    case 'image':
      return { status: 'ImagePullBackOff', ready: false, restarts: 0 };
    case 'configuration':
      return { status: 'CreateContainerConfigError', ready: false, restarts: 0 };
    case 'postStart':
      return { status: 'PostStartHookError', ready: false, restarts };
    case 'neverReady':
      return { status: 'Running', ready: false, restarts: 0, unhealthyReason: unready };
    case 'liveness':
      return unhealthy('Liveness probe failed: dial tcp 10.1.0.10:8080: connect: connection refused', restarts);
    case 'listener':
      return unhealthy('Readiness check failed according to l4 listener lbl-sandbox1 of CLB lb-sandbox1', 0);
  }
}

function unhealthy(unhealthyReason: string, restarts: number): PodState {
  return { status: 'Running', ready: false, restarts, unhealthyReason };
}

function flap(late: number): PodState {
  const restarts = Math.floor(late / FLAP_MS);
  if (late % FLAP_MS < READY_MS) return { status: 'Running', ready: true, restarts };
  return unhealthy(unready, restarts + 1);
}
