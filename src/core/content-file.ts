import type { Place, Reading } from './corpus.ts';
import { notText } from './document/binary.ts';
import { readDocument } from './document/read.ts';
import { parsePersonaFile, parseThemeFile } from './guide-files.ts';
import { problemAt } from './question.ts';
import { looksLikeQuestionFile, parseQuestionFile } from './question-file.ts';

/** One file of content, decoded. */
export interface ContentText {
  /** As given or found; what ships is relative to the package. */
  readonly path: string;
  readonly text: string;
  readonly place: Place;
  readonly optional: boolean;
}

/** Reads one file of content: what it holds, and everything wrong with it. */
export function readContent(file: ContentText): Reading {
  const nothing: Reading = { questions: [], themes: [], personas: [], problems: [] };
  if (file.place === 'theme') {
    const { theme, problems } = parseThemeFile(file.text, file.path);
    return { ...nothing, themes: [theme], problems };
  }
  if (file.place === 'persona') {
    const { persona, problems } = parsePersonaFile(file.text, file.path);
    return { ...nothing, personas: [persona], problems };
  }
  if (file.text.trim() === '') {
    if (file.optional) return nothing;
    return { ...nothing, problems: [problemAt(file.path, 1, 'empty', 'this file is empty', 'Write a question in it, or delete it.')] };
  }
  const binary = notText(file.text, file.path);
  if (binary !== null) return { ...nothing, problems: [problemAt(file.path, 1, 'binary', binary.message, binary.hint)] };
  if (looksLikeQuestionFile(file.text)) {
    const { question, problems } = parseQuestionFile(file.text, file.path);
    return { ...nothing, questions: question ? [question] : [], problems };
  }
  const document = readDocument(file.text, file.path);
  const problems = document.warnings.map(({ line, message }) => problemAt(file.path, line, 'document', message, 'Look at this line; the rest was read.'));
  if (document.questions.length === 0) {
    if (file.optional) return nothing;
    problems.push(
      problemAt(file.path, 1, 'question', 'no question was found in this file', 'docs/content-format.md shows how a question file and a document look.'),
    );
  }
  return {
    questions: document.questions,
    themes: document.themes,
    personas: document.personas.map((persona) => ({ ...persona, phases: [], sections: [] })),
    problems,
  };
}
