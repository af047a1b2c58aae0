import { join } from 'node:path';
import { readContent } from '../core/content-file.ts';
import type { Problem, Question } from '../core/question.ts';
import { writeCompiled } from './compiled.ts';
import { listFiles, readText, shippedName } from './content.ts';

/**
 * Parses `content/` of a package and writes what was found to a folder, with what `lex` makes of each question. Run by the
 * build; throws where a file is unreadable.
 */
export function compileShipped(packageRoot: string, outFolder: string, lex: (question: Question) => Iterable<readonly [string, unknown]>): void {
  const problems: Problem[] = [];
  const files = listFiles({ path: join(packageRoot, 'content'), shown: 'content', origin: 'shipped' }, problems).map((found) => {
    const file = { path: found.shown, place: found.place, optional: found.aboutFolder };
    return { ...file, reading: readContent({ ...file, text: readText(found.path, found.shown, problems) ?? '' }) };
  });
  if (problems[0]) throw new Error(`${problems[0].path}: ${problems[0].message}`);
  writeCompiled(outFolder, shippedName, { key: '', signature: '', files, unique: 'shipped', lex });
}
