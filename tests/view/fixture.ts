import { readContent } from '../../src/core/content-file.ts';
import { buildCorpus, type Corpus } from '../../src/core/corpus.ts';
import type { Question } from '../../src/core/question.ts';
import { styleFor, type Style } from '../../src/view/style.ts';
import { sampleFiles } from '../commands/fixture.ts';

/** The sample content as a corpus, with files of one's own beside it. */
export function corpusOf(files: Readonly<Record<string, string>> = {}): Corpus {
  const placeOf = (path: string) => (path.startsWith('themes/') ? 'theme' : path.startsWith('personas/') ? 'persona' : 'any');
  return buildCorpus(
    Object.entries({ ...sampleFiles, ...files }).map(([path, text]) => {
      const about = { place: placeOf(path), optional: false } as const;
      return { origin: 'given', ...about, reading: readContent({ path, text, ...about }) };
    }),
  );
}

export function questionOf(corpus: Corpus, id: string): Question {
  const question = corpus.questions.find((each) => each.id === id);
  if (!question) throw new Error(`no question ${id}`);
  return question;
}

export function plainStyle(width: number, unicode = true): Style {
  return styleFor({ width, color: 0, unicode });
}

export const colored = (width: number): Style => styleFor({ width, color: 3, unicode: true });
