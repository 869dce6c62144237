import { temZonedTime } from '../temTime';
import type { Deployment, Pod } from '../world';
import { followCourse, type PodCourse } from './podCourse';

/** Makes instances, and keeps the course of each for as long as it is there. */
export class Pods {
  readonly #courses = new WeakMap<Pod, PodCourse>();
  #made = 0;

  /** Puts a new instance into a deployment; `version` is what it runs. */
  add(deployment: Deployment, name: string, version: string, course: PodCourse): Pod {
    const n = ++this.#made;
    const pod: Pod = {
      id: `${name}-${version}-${n.toString(36).padStart(5, '0')}`,
      ip: `10.1.${(n >> 8) & 255}.${n & 255}`,
      status: 'Pending',
      ready: false,
      restarts: 0,
      startedAt: temZonedTime(course.createdAt),
      version,
    };
    this.#courses.set(pod, course);
    deployment.pods = [...deployment.pods, pod];
    return pod;
  }

  /** Brings the instances of a deployment to their state at `now`, in epoch ms; those that were there before stay as they are. */
  follow({ pods }: Deployment, now: number): void {
    for (const pod of pods) {
      const course = this.#courses.get(pod);
      if (course) followCourse(pod, course, now);
    }
  }

  /** Tells whether an instance fails in a way of its own. */
  isFailing(pod: Pod): boolean {
    return (this.#courses.get(pod)?.failure ?? 'none') !== 'none';
  }
}

/** Removes instances from a deployment. */
export function removePods(deployment: Deployment, removed: readonly Pod[]): void {
  deployment.pods = deployment.pods.filter((pod) => !removed.includes(pod));
}
