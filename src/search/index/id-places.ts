/** Finds the places of rising ids, which lie about evenly, in a step or two. */
export class IdPlaces {
  readonly #ids: Uint32Array;
  readonly #shift: number;
  /** By the upper digits of an id: the place of the first that has them, or comes after. */
  readonly #starts: Uint32Array;

  constructor(ids: Uint32Array) {
    this.#ids = ids;
    const most = ids[ids.length - 1] ?? 0;
    this.#shift = Math.max(0, 32 - Math.clz32(most) - (32 - Math.clz32(ids.length)));
    this.#starts = new Uint32Array((most >>> this.#shift) + 1);
    for (let place = ids.length - 1; place >= 0; place -= 1)
      this.#starts[(ids[place] ?? 0) >>> this.#shift] = place;
  }

  /** The place of an id that is among them. */
  of(id: number): number {
    let place = this.#starts[id >>> this.#shift] ?? 0;
    while ((this.#ids[place] ?? id) < id) place += 1;
    return place;
  }
}
