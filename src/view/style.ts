import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';

/** What a stream can show: columns, chalk's colour level 0 to 3, and whether it draws beyond ASCII. */
export interface Canvas {
  readonly width: number;
  readonly color: ColorSupportLevel;
  readonly unicode: boolean;
}

/** A canvas with its pens. Every function of `view/` takes one and returns text; nothing here prints. */
export interface Style extends Canvas {
  readonly pen: ChalkInstance;
}

/** Text is never set wider than this, however wide the terminal is. */
export const widest = 100;

/** The pens for a canvas; the width is capped at `widest`. */
export function styleFor(canvas: Canvas): Style {
  return { ...canvas, width: Math.min(canvas.width, widest), pen: new Chalk({ level: canvas.color }) };
}
