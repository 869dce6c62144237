import type { Clock } from '../clock';
import { AppError, cancelledError } from '../errors';
import type { Instance } from '../model';
import { placeKey, type EnvironmentPlace } from '../place';
import type { AuthObserver } from '../ports/authObserver';
import type { Connections, DeploymentRequest, Tem } from '../ports/tem';
import type { RolloutRequest, TemRollouts } from '../ports/temRollouts';
import { RequestPace } from './requestPace';
import type { RolloutDetail, Workload } from './rolloutReading';

/** The collaborators of requests about rollouts. */
export interface RolloutRequestsDeps {
  readonly tem: TemRollouts & Pick<Tem, 'listInstances'>;
  readonly connections: Connections;
  readonly auth: AuthObserver;
  readonly clock: Clock;
}

/** A request that waits for nothing any more: calling it sends it. */
export type ReadyRequest<T> = () => Promise<T>;

/** Sends requests about deployments, at most one a second for each. Every call throws `AppError` only. */
export class RolloutRequests {
  private readonly pace: RequestPace;

  constructor(private readonly deps: RolloutRequestsDeps) {
    this.pace = new RequestPace(deps.clock);
  }

  async detail(place: EnvironmentPlace, signal: AbortSignal): Promise<RolloutDetail | undefined> {
    const send = (request: DeploymentRequest) => this.deps.tem.describeRollout(request, { signal });
    return (await this.ready(place, signal, send))();
  }

  async workload(place: EnvironmentPlace, signal: AbortSignal): Promise<Workload | undefined> {
    const send = (request: DeploymentRequest) => this.deps.tem.describeWorkload(request, { signal });
    return (await this.ready(place, signal, send))();
  }

  async instances(place: EnvironmentPlace, signal: AbortSignal): Promise<readonly Instance[]> {
    const send = (request: DeploymentRequest) => this.deps.tem.listInstances(request, { signal });
    return (await this.ready(place, signal, send))();
  }

  /** Makes the request to begin ready to be sent; what throws here was not sent. */
  begin(
    place: EnvironmentPlace,
    wanted: Omit<RolloutRequest, keyof DeploymentRequest>,
    signal: AbortSignal,
  ): Promise<ReadyRequest<void>> {
    return this.ready(place, signal, (request) => this.deps.tem.beginRollout({ ...request, ...wanted }, { signal }));
  }

  /** Makes the request to continue or to undo ready to be sent; what throws here was not sent. */
  change(place: EnvironmentPlace, what: 'continue' | 'undo', signal: AbortSignal): Promise<ReadyRequest<void>> {
    const { tem } = this.deps;
    return this.ready(place, signal, (request) =>
      what === 'continue' ? tem.continueRollout(request, { signal }) : tem.revertRollout(request, { signal }),
    );
  }

  private async ready<T>(
    place: EnvironmentPlace,
    signal: AbortSignal,
    send: (request: DeploymentRequest) => Promise<T>,
  ): Promise<ReadyRequest<T>> {
    const { accountId, region, applicationId, environmentId } = place;
    const { auth, connections } = this.deps;
    await this.pace.turn(`${placeKey(place)}${environmentId}`, signal);
    const connection = await auth.observe(accountId, signal, connections.connect(accountId)).catch(asAppError);
    if (signal.aborted) throw cancelledError();
    const request = { connection, region, applicationId, environmentId };
    return () => auth.observe(accountId, signal, send(request)).catch(asAppError);
  }
}

function asAppError(error: unknown): never {
  throw error instanceof AppError ? error : new AppError('internal', String(error), undefined, { cause: error });
}
