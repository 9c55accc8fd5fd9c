/**
 * Puts a call before every access that other workers may see: `explore.point(site, address, bytes)`.
 * The text is that of a stack machine with one instruction per line, so an access becomes two constants
 * (offset and site) and a call of a function that takes the same operands, announces the access, and makes it.
 */
import { layout } from '@heddle/evm';

/** A place in the code that accesses shared memory. */
export interface Site {
  /** Such as `parallel/cells/moveState`. */
  function: string;
  /** Such as `i32.atomic.rmw.cmpxchg`. */
  operation: string;
  isAtomic: boolean;
  reads: boolean;
  /** A compare-exchange counts as a write whether or not it succeeds. */
  writes: boolean;
}

export interface Instrumented {
  text: string;
  sites: Site[];
}

/**
 * Functions whose plain accesses are not announced: they compute on contexts, code and input, which nobody
 * writes meanwhile. Atomic accesses are announced everywhere.
 */
const privateFunctions = /^(interpreter|keccak|sha256|memory|opcodes|word\/(?!move|add|compare))/;
/** Words that nobody writes while transactions run. */
const fixedWords = /^global\.get \$assembly\/layout\/(PLAN|BLOCK|RULE)_/;
const accessPattern =
  /^( *)((?:[if](?:32|64)|v128)\.(?:atomic\.)?(?:load|store|rmw)[\w.]*|memory\.(?:copy|fill|atomic\.notify))(?: offset=(\d+))?(?: align=\d+)?$/;
const functionPattern = /^ \(func \$(?:assembly\/)?(\S+)/;

/** Announces the accesses of a module given as text. */
export function instrument(text: string): Instrumented {
  const sites: Site[] = [];
  const helpers = new Map<string, string>();
  const lines: string[] = [];
  let name = '';
  for (const line of text.split('\n')) {
    name = functionPattern.exec(line)?.[1] ?? name;
    const [, indent = '', operation = '', offset = '0'] = accessPattern.exec(line) ?? [];
    const isFixed = fixedWords.test(lines.at(-1)?.trim() ?? '');
    if (operation === '' || isFixed || !isShared(name, operation)) {
      lines.push(line);
      continue;
    }
    const helper = helpers.get(operation) ?? helperFor(operation);
    helpers.set(operation, helper);
    lines.push(`${indent}i32.const ${offset}`, `${indent}i32.const ${sites.length}`);
    lines.push(`${indent}call $explore/${operation}`);
    sites.push(siteOf(name, operation));
  }
  return { text: complete(lines.join('\n'), [...helpers.values()]), sites };
}

function isShared(name: string, operation: string): boolean {
  return operation.includes('.atomic.') || !(privateFunctions.test(name) || operation.includes('_lane'));
}

function siteOf(name: string, operation: string): Site {
  const isAtomic = operation.includes('.atomic.');
  const writes = /store|rmw|copy|fill|notify/.test(operation);
  return { function: name, operation, isAtomic, reads: !/store|fill|memory\.copy/.test(operation), writes };
}

/** Bytes that an operation accesses. */
function sizeOf(operation: string): number {
  if (operation === 'memory.atomic.notify') return 4;
  const bits = /(?:load|store|rmw)(8|16|32|64)/.exec(operation)?.[1] ?? /\d+/.exec(operation)![0];
  return Number(bits) / 8;
}

/** Types of an operation's operands after the address, and of its result. */
function signatureOf(operation: string): { operands: string[]; result: string } {
  if (operation === 'memory.atomic.notify') return { operands: ['i32'], result: 'i32' };
  if (operation.startsWith('memory.')) return { operands: ['i32', 'i32'], result: '' };
  const type = operation.slice(0, operation.indexOf('.'));
  if (operation.includes('cmpxchg')) return { operands: [type, type], result: type };
  if (operation.includes('rmw')) return { operands: [type], result: type };
  if (operation.includes('store')) return { operands: [type], result: '' };
  return { operands: [], result: type };
}

/** A function that announces an access and makes it. */
function helperFor(operation: string): string {
  const { operands, result } = signatureOf(operation);
  const names = operands.map((_, i) => `$operand${i}`);
  const params = operands.map((type, i) => `(param ${names[i]} ${type})`).join(' ');
  const given = names.map((operand) => `(local.get ${operand})`).join(' ');
  const announce = operation.includes('.atomic.') ? 'explore/point' : 'explore/plain';
  const varies = operation === 'memory.copy' || operation === 'memory.fill';
  const bytes = varies ? '(local.get $operand1)' : `(i32.const ${sizeOf(operation)})`;
  const body =
    operation === 'memory.atomic.notify'
      ? `(call $explore/notify (local.get $at) ${given})`
      : `(${operation} (local.get $at) ${given})`;
  return `
 (func $explore/${operation} (param $at i32) ${params} (param $offset i32) (param $site i32) ${result && `(result ${result})`}
  (local.set $at (i32.add (local.get $at) (local.get $offset)))
  (call $${announce} (local.get $site) (local.get $at) ${bytes})${operation === 'memory.copy' ? copySource : ''}
  ${body})`;
}

/** A copy is two accesses; that of its source comes second, with its length below zero. */
const copySource = `
  (call $explore/plain (local.get $site) (local.get $operand0) (i32.sub (i32.const 0) (local.get $operand1)))`;

/** Contexts lie between these two words of the plan; they belong to one worker, so a plain access there is no point. */
const plainPoint = `
 (func $explore/plain (param $site i32) (param $at i32) (param $bytes i32)
  (if (i32.or
        (i32.lt_u (local.get $at) (i32.load (i32.const ${layout.PLAN_CONTEXTS})))
        (i32.ge_u (local.get $at) (i32.load (i32.const ${layout.PLAN_STATE_ARENA}))))
   (then (call $explore/point (local.get $site) (local.get $at) (local.get $bytes)))))`;

/** Adds the imports, the helpers, and exports of all mutable globals, so that they can be set back. */
function complete(text: string, helpers: string[]): string {
  const globals = [...text.matchAll(/^ \(global \$(\S+) \(mut /gm)].map(
    ([, name]) => ` (export "global:${name}" (global $${name}))`,
  );
  const imports = `
 (import "explore" "point" (func $explore/point (param i32 i32 i32)))
 (import "explore" "notify" (func $explore/notify (param i32 i32) (result i32)))`;
  const firstImport = text.indexOf('\n (import ');
  const end = text.lastIndexOf(')');
  return `${text.slice(0, firstImport)}${imports}${text.slice(firstImport, end)}
${[plainPoint, ...helpers, ...globals].join('\n')}
)`;
}
