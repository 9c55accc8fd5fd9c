/** Objects as parameters: each field read by a reader of its own. */
import { ParamError } from '../errors.ts';
import { kindOf, type Param, within } from './param.ts';

type Shape = Readonly<Record<string, Param<unknown>>>;

/** What an object of that shape reads to; a field that is absent or null is absent. */
export type ReadFields<Fields extends Shape> = {
  [Name in keyof Fields]?: Fields[Name] extends Param<infer Value> ? Value : never;
};

/** @throws ParamError for anything but an object */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new ParamError(`${kindOf(value)} where an object is expected`);
}

/** An object whose fields may each be left out. Fields that are not named here are passed over, as geth does. */
export function fields<const Fields extends Shape>(shape: Fields): Param<ReadFields<Fields>> {
  const rows = Object.entries(shape);
  return {
    read(value) {
      const object = objectOf(value);
      const read: Record<string, unknown> = {};
      for (const [name, param] of rows) {
        const field = object[name];
        if (field === undefined || field === null) continue;
        read[name] = within(`field "${name}"`, () => param.read(field));
      }
      return read as ReadFields<Fields>;
    },
  };
}

/** An object in which every field must be there. */
export function allFields<const Fields extends Shape>(shape: Fields): Param<Required<ReadFields<Fields>>> {
  const some = fields(shape);
  return {
    read(value) {
      const read = some.read(value);
      const missing = Object.keys(shape).find((name) => read[name] === undefined);
      if (missing !== undefined) throw new ParamError(`field "${missing}": missing`);
      return read as Required<ReadFields<Fields>>;
    },
  };
}

/** An object with names of its own: names read by one reader, values by another. */
export function recordOf<Value>(
  name: Param<`0x${string}`>,
  value: Param<Value>,
): Param<Record<`0x${string}`, Value>> {
  const map = mapOf(name, value);
  return { read: (given) => Object.fromEntries(map.read(given)) };
}

/** An object as a map: names read by one reader, values by another. */
export function mapOf<Value>(
  name: Param<`0x${string}`>,
  value: Param<Value>,
): Param<Map<`0x${string}`, Value>> {
  return {
    read(given) {
      const entries = Object.entries(objectOf(given)).map(([key, item]) => {
        const part = `field "${key.slice(0, 80)}"`;
        return [within(part, () => name.read(key)), within(part, () => value.read(item))] as const;
      });
      return new Map(entries);
    },
  };
}
