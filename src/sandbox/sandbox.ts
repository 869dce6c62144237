import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { cosCall, shortBodyAnswer } from './cos/cosCall';
import { seedStore } from './cos/seedStore';
import { defaultCapacity, Store } from './cos/store';
import { FaultPlan } from './faultPlan';
import { Grants } from './grants';
import { Hosts } from './http/hosts';
import { Link } from './http/link';
import { type Handler, LoopbackServer } from './http/loopbackServer';
import { type Call, serve } from './http/serve';
import { defaultConditions, type Conditions, type InitialConditions } from './conditions';
import { practiceSeed } from './practiceSeed';
import { RequestLog } from './requestLog';
import { Colleague, type ColleaguePlace, type ColleagueRollout } from './rollouts/colleague';
import { recordOf, type RolloutRecord } from './rollouts/rolloutRecord';
import { Rollouts } from './rollouts/rollouts';
import { isForSts, stsCall } from './sts/stsCall';
import { RateLimit } from './tem/rateLimit';
import { temCall } from './tem/temCall';
import { type Account, bucketOf, type Seed, World } from './world';

/** Options of a new sandbox; the default is a new practice account on free ports, with nothing slowed or broken. */
export interface SandboxOptions {
  /** The initial content, of which a copy is made; default: `practiceSeed()`. */
  readonly seed?: Seed;
  readonly conditions?: InitialConditions;
  /** The ports of TEM and COS; default: free ones. */
  readonly temPort?: number;
  readonly cosPort?: number;
  /** Names besides loopback's that a request's Host may have, in lower case and without a port, also below a bucket. */
  readonly hosts?: readonly string[];
  /**
   * Returns the time, in epoch ms; default: the clock of this machine. Signatures, tokens and rates go by it; latency
   * and bandwidth do not.
   */
  readonly now?: () => number;
  /**
   * Returns the time that rollouts and new instances go by, in epoch ms; default: `now`. Nothing waits for it: whoever reads (a
   * request, or `world` and `rollouts` of the sandbox) finds everything as it is at this time. So a test drives it at will,
   * while signatures go by the clock that its client has.
   */
  readonly rolloutClock?: () => number;
  /** The bytes that the store keeps at most, those on their way included; default: 2 GiB. */
  readonly capacity?: number;
  /** The ms that a body may still take when its request is answered, and that of a TEM request in all; default: 30 s. */
  readonly bodyDeadline?: number;
}

/** TEM (with STS on its port) and COS on 127.0.0.1, in memory, with real signatures. */
export class Sandbox {
  private constructor(
    /** Base URLs of TEM and COS, `http://127.0.0.1:PORT`. */
    readonly temUrl: string,
    readonly cosUrl: string,
    /** The credential of the seed's first account: without a seed a new one at each start. */
    readonly credential: { readonly secretId: string; readonly secretKey: string },
    /** The conditions, to be changed at will: effective at the next request. */
    readonly conditions: Conditions,
    readonly store: Store,
    private readonly held: World,
    readonly requests: RequestLog,
    private readonly grants: Grants,
    private readonly begun: Rollouts,
    private readonly colleague: Colleague,
    private readonly close: () => Promise<void>,
  ) {}

  /** Starts both servers and resolves when they listen; rejects when a port is taken or the seed has no account. */
  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const now = options.now ?? Date.now;
    const usual = defaultConditions();
    const rollout = { ...usual.rollout, ...options.conditions?.rollout };
    const conditions: Conditions = { ...usual, ...options.conditions, rollout };
    const world = new World(options.seed ?? practiceSeed());
    const [first] = world.accounts;
    if (!first) throw new Error('the seed has no account');
    const store = new Store(options.capacity ?? defaultCapacity);
    seedStore(store, world, now());
    const rollouts = new Rollouts(conditions, options.rolloutClock ?? now);
    const colleague = new Colleague({
      account: () => firstAccount(world, first.secretId),
      conditions,
      rollouts,
      store,
    });

    const grants = new Grants(now);
    const log = new RequestLog();
    const stopping = new AbortController();
    setMaxListeners(0, stopping.signal);
    const needs = {
      link: new Link(conditions, stopping.signal),
      faults: new FaultPlan(conditions),
      log,
      now,
      bodyDeadline: options.bodyDeadline ?? 30_000,
    };
    const hosts = new Hosts(options.hosts ?? []);
    const handle =
      (callOf: (request: IncomingMessage) => Call): Handler =>
      (request, response) =>
        serve(needs, request, response, hosts.guard(request, callOf(request)));

    const cos = await LoopbackServer.listen(
      options.cosPort ?? 0,
      handle((request) => cosCall({ world, grants, store, conditions, signal: stopping.signal }, request)),
      (socket) => socket.write(shortBodyAnswer()),
    );
    const rate = new RateLimit();
    const tem = await LoopbackServer.listen(
      options.temPort ?? 0,
      handle((request) =>
        isForSts(request)
          ? stsCall({ world, rate, now }, request)
          : temCall({ world, grants, conditions, rate, rollouts, store, cosUrl: cos.url }, request),
      ),
    ).catch(async (error: unknown) => {
      await cos.stop();
      throw error;
    });
    const close = async (): Promise<void> => {
      stopping.abort();
      await Promise.all([tem.stop(), cos.stop()]);
      log.stop();
    };
    const { secretId, secretKey } = first;
    const credential = { secretId, secretKey };
    return new Sandbox(tem.url, cos.url, credential, conditions, store, world, log, grants, rollouts, colleague, close);
  }

  /** The accounts and all they have, to be changed at will, as they are at this time. */
  get world(): World {
    this.begun.advance();
    return this.held;
  }

  /** Every rollout that ever began, by requests and by a colleague, in that order, as it is at this time. */
  get rollouts(): readonly RolloutRecord[] {
    this.begun.advance();
    return this.begun.all.map(recordOf);
  }

  /** Begins a rollout as a colleague would, without a request. Throws where TEM would refuse it. */
  beginRollout(rollout: ColleagueRollout): RolloutRecord {
    return this.colleague.begin(rollout);
  }

  /** Lets the next batch start, as a colleague would; tells whether one waited. */
  resumeRollout(place: ColleaguePlace): boolean {
    return this.colleague.resume(place);
  }

  /** Puts the instances back, as a colleague would; tells whether something was under way, or had failed. */
  revertRollout(place: ColleaguePlace): boolean {
    return this.colleague.revert(place);
  }

  /**
   * Creates a lasting credential of the first account for all of its bucket in a region, as tools need that list, copy
   * and remove. Throws when the account is gone.
   */
  ownerKey(region: string): { readonly bucket: string; readonly secretId: string; readonly secretKey: string } {
    const account = firstAccount(this.held, this.credential.secretId);
    const { bucket, secretId, secretKey } = this.grants.createOwner(bucketOf(account, region), region);
    return { bucket, secretId, secretKey };
  }

  #stopped: Promise<void> | undefined;

  /** Closes every socket at once; resolves when nothing is left running. May be called again. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.close());
  }
}

function firstAccount(world: World, secretId: string): Account {
  const account = world.accountOf(secretId);
  if (!account) throw new Error('the first account is gone');
  return account;
}
