/** A map that can be written to, over one that stays as it is. */
export type Layer<K, V> = ReadonlyMap<K, V> & { set(key: K, value: V): unknown };

/**
 * A map with what another holds, which is not copied where it is large: a rating changes one question of ten thousand. The
 * other must not change from then on.
 */
export function layerOver<K, V>(map: ReadonlyMap<K, V>): Layer<K, V> {
  return map.size < 1_000 ? new Map(map) : map instanceof Layered ? new Layered<K, V>(map.base as ReadonlyMap<K, V>, map.changes as ReadonlyMap<K, V>) : new Layered(map, new Map());
}

class Layered<K, V> implements ReadonlyMap<K, V> {
  readonly base: ReadonlyMap<K, V>;
  readonly changes: Map<K, V>;
  #added = 0;

  constructor(base: ReadonlyMap<K, V>, changes: ReadonlyMap<K, V>) {
    this.base = base;
    this.changes = new Map();
    for (const [key, value] of changes) this.set(key, value);
  }

  set(key: K, value: V): void {
    if (!this.has(key)) this.#added++;
    this.changes.set(key, value);
  }

  get size(): number {
    return this.base.size + this.#added;
  }

  get(key: K): V | undefined {
    return this.changes.has(key) ? this.changes.get(key) : this.base.get(key);
  }

  has(key: K): boolean {
    return this.changes.has(key) || this.base.has(key);
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }

  /** In the order of a map that was written to: what was there keeps its place. */
  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.base) yield [key, this.changes.has(key) ? (this.changes.get(key) as V) : value];
    for (const [key, value] of this.changes) if (!this.base.has(key)) yield [key, value];
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}
