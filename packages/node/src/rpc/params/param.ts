/** Readers of parameters: strict, and each says what is wrong. */
import { ParamError } from '../errors.ts';

/** Reads one parameter. With a fallback it may be left out or null. */
export interface Param<out Value> {
  /** @throws ParamError saying what is wrong, without the parameter's place */
  read(value: unknown): Value;
  fallback?: () => Value;
}

/** A parameter that may be left out; it is then the fallback. */
export function optional<Value>(param: Param<Value>, fallback: undefined): Param<Value | undefined>;
export function optional<Value>(param: Param<Value>, fallback: NoInfer<Value>): Param<Value>;
export function optional<Value>(param: Param<Value>, fallback: Value | undefined): Param<Value | undefined> {
  return { read: param.read, fallback: () => fallback };
}

export const boolean: Param<boolean> = {
  read(value) {
    if (typeof value === 'boolean') return value;
    throw new ParamError(`${kindOf(value)} where a boolean is expected`);
  },
};

export const text: Param<string> = {
  read(value) {
    if (typeof value === 'string') return value;
    throw new ParamError(`${kindOf(value)} where a string is expected`);
  },
};

/** A string out of a few. */
export function oneOf<const Value extends string>(...allowed: readonly Value[]): Param<Value> {
  return {
    read(value) {
      const found = allowed.find((word) => word === value);
      if (found !== undefined) return found;
      throw new ParamError(`${shown(value)} is not one of ${allowed.join(', ')}`);
    },
  };
}

/** An array, each element read; errors name the element. */
export function listOf<Value>(element: Param<Value>, maxLength = Number.POSITIVE_INFINITY): Param<Value[]> {
  return {
    read(value) {
      if (!Array.isArray(value)) throw new ParamError(`${kindOf(value)} where an array is expected`);
      if (value.length > maxLength) {
        throw new ParamError(`an array of ${value.length} elements, at most ${maxLength}`);
      }
      return value.map((item, index) => within(`element ${index}`, () => element.read(item)));
    },
  };
}

/** Reads a part of a parameter and names it in errors: `field "to": …`. */
export function within<Value>(part: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof ParamError) throw new ParamError(`${part}: ${error.message}`);
    throw error;
  }
}

/** What a value is, for errors: `an object`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A value as errors show it: strings in quotes and cut, what is large by its kind. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : kindOf(value);
}

/** Whatever it is, as it is: for values that something else reads. */
export const anything: Param<unknown> = { read: (value) => value };
