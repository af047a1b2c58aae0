import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newWorld, type World } from '../helpers/world.ts';

/** A question file of the smallest kind. */
export function questionFile(text: string, theme = 'small'): string {
  return `---\ntheme: ${theme}\n---\n# ${text}\n\n## Answer\n\nThe answer to it.\n`;
}

/** Writes files below a folder, by their paths, and gives the folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A world whose content is three questions, `one`, `two` and `three`, so that what is tested is the store. */
export function smallWorld(changes: Partial<World> = {}): World {
  const world = newWorld(changes);
  const content = writeFiles(join(world.home, 'questions'), {
    'one.md': questionFile('What is one?'),
    'two.md': questionFile('What is two?'),
    'three.md': questionFile('What is three?'),
  });
  return { ...world, env: { PREP_CONTENT: content, ...world.env } };
}
