import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContent } from '../core/content-file.ts';
import type { Problem, Question } from '../core/question.ts';
import { compile } from './compiled.ts';
import { readTexts } from './content.ts';

/**
 * Parses `content/` of a package and writes what was found to a folder, with what `lex` makes of each question. Run by the
 * build; throws where a file is unreadable.
 */
export function compileShipped(packageRoot: string, outFolder: string, lex: (question: Question) => ReadonlyMap<string, unknown>): void {
  const problems: Problem[] = [];
  const files = readTexts({ path: join(packageRoot, 'content'), shown: 'content', origin: 'shipped' }, problems);
  if (problems[0]) throw new Error(`${problems[0].path}: ${problems[0].message}`);
  const { corpus, bodies } = compile(files.map((file) => ({ place: file.place, reading: readContent(file) })), lex);
  writeFileSync(join(outFolder, 'bodies.json'), bodies);
  writeFileSync(join(outFolder, 'corpus.json'), corpus);
}
