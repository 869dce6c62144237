import { Refusal } from '../refusal';

/** The fields that a request, or an object within it, may have, with the type of each. */
export interface Inputs {
  readonly [name: string]: Input;
}

/** The type of a field. A list is written as a list of one. */
type Input = Simple | Inputs | readonly [Input];

type Simple = 'string' | 'int64' | 'boolean';

/** Reads the JSON body of a request field by field. Throws the documented error for a missing or ill-typed one. */
export class Parameters {
  constructor(private readonly fields: Readonly<Record<string, unknown>>) {}

  static parse(payload: Buffer): Parameters {
    try {
      const fields: unknown = JSON.parse(payload.toString() || '{}');
      if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) {
        return new Parameters(fields as Record<string, unknown>);
      }
    } catch {
      // Refused below, like JSON that is not an object.
    }
    throw new Refusal(200, 'InvalidParameter', 'The request body is not a JSON object.');
  }

  /** Throws `UnknownParameter` for a field that `inputs` does not document, `InvalidParameter` for one of another type. */
  refuseOthers(inputs: Inputs): void {
    refuseOthersIn(this.fields, inputs, '');
  }

  /** Returns a text that must be there. `code` is the error for its absence, where the documentation has one of its own. */
  text(name: string, code = 'MissingParameter'): string {
    const value = this.optionalText(name);
    if (!value) throw new Refusal(200, code, `The request is missing the required parameter \`${name}\`.`);
    return value;
  }

  optionalText(name: string): string | undefined {
    const value = this.fields[name] ?? undefined;
    if (value !== undefined && typeof value !== 'string') throw illTyped(name, 'string');
    return value;
  }

  optionalInteger(name: string): number | undefined {
    const value = this.fields[name] ?? undefined;
    if (value !== undefined && !(typeof value === 'number' && Number.isInteger(value))) throw illTyped(name, 'int64');
    return value;
  }

  integer(name: string): number {
    const value = this.optionalInteger(name);
    if (value === undefined) {
      throw new Refusal(200, 'MissingParameter', `The request is missing the required parameter \`${name}\`.`);
    }
    return value;
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.fields[name] ?? undefined;
    if (value !== undefined && typeof value !== 'boolean') throw illTyped(name, 'boolean');
    return value;
  }

  /**
   * Returns one page of `rows`: `Limit` (default 20, at most 100) rows from `Offset` on. Throws `InvalidParameterValue`
   * for a limit below 1 or an offset below 0.
   */
  page<T>(rows: readonly T[]): { readonly rows: readonly T[]; readonly limit: number; readonly offset: number } {
    const limit = Math.min(this.optionalInteger('Limit') ?? 20, 100);
    const offset = this.optionalInteger('Offset') ?? 0;
    if (limit < 1 || offset < 0) {
      throw new Refusal(200, 'InvalidParameterValue', '`Limit` must be positive and `Offset` must not be negative.');
    }
    return { rows: rows.slice(offset, offset + limit), limit, offset };
  }
}

function refuseOthersIn(fields: object, inputs: Inputs, path: string): void {
  for (const [name, value] of Object.entries(fields)) {
    const at = path + name;
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (!input) throw new Refusal(200, 'UnknownParameter', `The parameter \`${at}\` is not recognized.`);
    checkType(value, input, at);
  }
}

function checkType(value: unknown, input: Input, at: string): void {
  if (value === null) return;
  if (typeof input === 'string') {
    if (input === 'int64' ? !Number.isInteger(value) : typeof value !== input) throw illTyped(at, input);
  } else if (isList(input)) {
    if (!Array.isArray(value)) throw illTyped(at, 'array');
    value.forEach((one, n) => checkType(one, input[0], `${at}.${n}`));
  } else {
    if (typeof value !== 'object' || Array.isArray(value)) throw illTyped(at, 'object');
    refuseOthersIn(value, input, `${at}.`);
  }
}

function isList(input: Inputs | readonly [Input]): input is readonly [Input] {
  return Array.isArray(input);
}

function illTyped(name: string, type: string): Refusal {
  return new Refusal(200, 'InvalidParameter', `The value type of parameter \`${name}\` is not \`${type}\`.`);
}
