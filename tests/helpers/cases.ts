/** What both languages can say: the arguments and results of a case that runs in TypeScript and in Python alike. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The result of a call that must throw. */
export const throws = { throws: true } as const;

/** A function called once. Names are TypeScript's; Python's are the same in snake_case. */
export interface Call {
  readonly name: string;
  readonly call: string;
  readonly args: readonly Json[];
  readonly gives: Json;
}

/**
 * An object made and used step by step; each step is a method or a property, its arguments and what it gives. An
 * only argument to the constructor that is an object becomes keyword arguments in Python, and `size` becomes `len`.
 */
export interface Script {
  readonly name: string;
  readonly make: string;
  readonly args: readonly Json[];
  readonly steps: readonly Step[];
  readonly gives: Json;
}

export type Step = readonly [method: string, args?: readonly Json[], gives?: Json];
export type Module = Readonly<Record<string, unknown>>;

/** The cases of one question. What only Python can show stands in `check_…` functions in the file's `.py` twin. */
export interface Cases {
  readonly both: readonly (Call | Script)[];
  /** Turns the arguments of a call into what TypeScript takes, where JSON cannot say it: an object into a Map. */
  readonly tsArgs?: (args: readonly Json[]) => readonly unknown[];
  /** What only TypeScript can show. */
  readonly ts?: Readonly<Record<string, (sample: Module) => void | Promise<void>>>;
}

export function calls(call: string, rows: readonly (readonly [name: string, args: readonly Json[], gives: Json])[]): Call[] {
  return rows.map(([name, args, gives]) => ({ name: `${call}: ${name}`, call, args, gives }));
}

export function script(name: string, [make, ...args]: readonly [string, ...Json[]], steps: readonly Step[]): Script {
  return { name: `${make}: ${name}`, make, args, steps, gives: steps.map(([, , gives = null]) => gives) };
}

/** A constructor that must throw. */
export function refused(name: string, [make, ...args]: readonly [string, ...Json[]]): Script {
  return { name: `${make}: ${name}`, make, args, steps: [], gives: throws };
}

/** Runs a case against a TypeScript sample. A name that the sample does not export is an error, never a result. */
export function runCase(sample: Module, one: Call | Script, tsArgs: Cases['tsArgs']): Json {
  if ('call' in one) {
    const target = exported(sample, one.call);
    return outcome(() => target(...(tsArgs?.(one.args) ?? one.args)));
  }
  const make = exported(sample, one.make) as unknown as new (...args: readonly unknown[]) => Record<string, unknown>;
  let object: Record<string, unknown>;
  try {
    object = new make(...one.args);
  } catch {
    return throws;
  }
  return one.steps.map(([name, args = []]) => {
    if (!(name in object)) throw new Error(`${one.make} has no ${name}`);
    const member = object[name];
    return outcome(() => (typeof member === 'function' ? member.apply(object, args) : member));
  });
}

/** Whole numbers from 0 up to a limit, the same ones for the same seed. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function exported(sample: Module, name: string): (...args: readonly unknown[]) => unknown {
  const value = sample[name];
  if (typeof value !== 'function') throw new Error(`the sample exports no ${name}`);
  return value as (...args: readonly unknown[]) => unknown;
}

function outcome(run: () => unknown): Json {
  try {
    return plain(run());
  } catch {
    return throws;
  }
}

/** A result as JSON can say it: nothing is null, and what can be iterated is an array. */
function plain(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value as Json;
  if (Symbol.iterator in value) return [...(value as Iterable<unknown>)].map(plain);
  return value as Json;
}
