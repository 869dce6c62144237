import type { Fault } from '../../src/sandbox/fault';
import { ConnectionLimiter } from '../../src/transfer/upload/connectionLimiter';
import { note } from '../harness/note';
import { runCase, type MatrixCase } from './matrixCase';
import { Packages, type Shape } from './packages';
import { Room } from './room';
import { storeCodes, type Again } from './storeCodes';
import { Tally } from './tally';
import { grantCodes, otherTemCodes } from './temCodes';

/** A request of an upload whose parts go one after the other, and how many of the four have arrived before. */
interface Moment {
  readonly shape: Shape;
  readonly kind: string;
  readonly nth: number;
  readonly arrived: number | undefined;
}

const moments: readonly Moment[] = [
  { shape: 'one PUT', kind: 'PutObject', nth: 1, arrived: undefined },
  { shape: 'parts', kind: 'InitiateMultipartUpload', nth: 1, arrived: undefined },
  { shape: 'parts', kind: 'UploadPart', nth: 1, arrived: 0 },
  { shape: 'parts', kind: 'UploadPart', nth: 3, arrived: 2 },
  { shape: 'parts', kind: 'CompleteMultipartUpload', nth: 1, arrived: 4 },
];

describe('every documented code at every request of an upload', () => {
  const tally = new Tally('code matrix');
  let packages: Packages;
  let rooms: readonly Room[];
  let cases = 0;

  before(async () => {
    packages = await Packages.make();
    rooms = await Promise.all(Array.from({ length: 4 }, () => Room.open()));
    note('code matrix: of parts the first and the third (the second to fourth are alike), each code once and always');
    note(
      'code matrix: of codes of TEM those of CreateCosToken at every renewal, the others at the first grant and at one',
    );
  });
  after(async () => {
    tally.tell();
    await Promise.all(rooms.map((room) => room.close()));
    await packages.remove();
  });

  const run = (one: MatrixCase, room: Room): Promise<void> => runCase(one, room, packages, tally);

  for (const [status, again, codes, message] of storeCodes) {
    it(`COS: ${status} ${codes.slice(0, 60)}: ${again}`, () =>
      tally.runAll(
        codes
          .split(' ')
          .flatMap((code) =>
            moments.flatMap((at) =>
              [1, Infinity].map((times) => storeCase({ at, status, code, message, again, times })),
            ),
          ),
        rooms,
        run,
      ));
  }

  for (const code of grantCodes) {
    it(`TEM: ${code} at the first grant and at each renewal`, () =>
      tally.runAll(
        [firstGrant(code, 1), firstGrant(code, Infinity), ...moments.map((at) => renewal(code, at))],
        rooms,
        run,
      ));
  }

  it('TEM: every other documented code at the first grant and at a renewal', () =>
    tally.runAll(
      otherTemCodes.flatMap((code, n) => [
        firstGrant(code, Infinity),
        // In turn before the only PUT, the third part and the last request.
        renewal(code, [moments[0]!, moments[3]!, moments[4]!][n % 3]!),
      ]),
      rooms,
      run,
    ));

  interface StoreRefusal {
    readonly at: Moment;
    readonly status: number;
    readonly code: string;
    readonly message: string | undefined;
    readonly again: Again;
    readonly times: number;
  }

  function storeCase({ at, status, code, message, again, times }: StoreRefusal): MatrixCase {
    const { kind, nth, shape, arrived } = at;
    const effect = { type: 'status', status, code, ...(message && { message }) } as const;
    const isOnce = times === 1;
    const isShape = again === 'shape' && (kind === 'InitiateMultipartUpload' || arrived === 0);
    // Of parts one is larger than the least; what one PUT takes here is not.
    const isSmaller = again === 'smaller' && isOnce && (kind === 'InitiateMultipartUpload' || arrived === 0);
    const isListed = again === 'listed' && kind === 'CompleteMultipartUpload';
    const mustSucceed = isShape || isSmaller || (isOnce && (again === 'yes' || again === 'newKey' || isListed));
    const isAnew = again === 'anew';
    return {
      ...caseOf(`${kind} ${nth}: ${status} ${code} ${isOnce ? 'once' : 'always'}`, shape, [
        { kind, nth, times, effect },
      ]),
      // A HEAD that is asked then is not refused: the object is not there.
      mustSucceed: mustSucceed || (isAnew && isOnce && shape === 'parts' && kind !== 'InitiateMultipartUpload'),
      ...(arrived !== undefined && !isAnew && !mayGoWhole(code, at) && { keeps: arrived }),
      ...(isAnew && { sendsMore: 'the parts are gone' }),
      ...(isSmaller && { sendsMore: 'what is cut into smaller parts goes again' }),
    };
  }

  function firstGrant(code: string, times: number): MatrixCase {
    const effect = { type: 'status', status: 200, code } as const;
    return caseOf(`first grant: ${code} ${times === 1 ? 'once' : 'always'}`, 'one PUT', [
      { kind: 'CreateCosToken', nth: 1, times, effect },
    ]);
  }

  function renewal(code: string, { shape, kind, nth, arrived }: Moment): MatrixCase {
    const expired = { type: 'status', status: 403, code: 'ExpiredToken' } as const;
    const refused = { type: 'status', status: 200, code } as const;
    return {
      ...caseOf(`renewal at ${kind} ${nth}: ${code}`, shape, [
        { kind, nth, effect: expired },
        { kind: 'CreateCosToken', nth: 2, times: Infinity, effect: refused },
      ]),
      ...(arrived !== undefined && { keeps: arrived }),
    };
  }

  function caseOf(name: string, shape: Shape, faults: readonly Fault[]): MatrixCase {
    const number = ++cases;
    return {
      name,
      version: `c${number}`,
      shape,
      faults,
      hasOld: number % 3 === 0,
      resumes: number % 4 !== 0,
      mustSucceed: false,
      options: { uploader: { limiter: new ConnectionLimiter(undefined, { initial: 1, max: 1 }) } },
    };
  }
});

/** Whether, with nothing arrived, the refusal is of parts: the file then goes as a whole. */
function mayGoWhole(code: string, { arrived }: Moment): boolean {
  return (
    arrived === 0 &&
    /^(AccessForbidden|NoProcessAuthority|MethodNotAllowed|UploadIdNotSupported|NotImplemented)$/.test(code)
  );
}
