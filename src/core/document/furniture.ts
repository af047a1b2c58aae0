import { plainText } from './phrase.ts';

/** A document's lines with everything blanked that is no content: contents, links back to the top, comments, imports. */
export interface Furnished {
  readonly lines: readonly string[];
  /** What the contents list, as plain text in lower case. */
  readonly contents: ReadonlySet<string>;
  /** The lines of the front matter, without its fences. */
  readonly front: readonly string[];
}

const backToTop =
  /^(?:[\p{S}\p{P}\s]*)(?:(?:go )?back to (?:the )?(?:top|contents?|index|toc|questions?|table of contents)|(?:to )?the top|table of contents|к оглавлению|наверх|назад к содержанию|к содержанию|вернуться к (?:оглавлению|началу)|volver (?:al|a la) (?:inicio|índice|indice|principio)|volver arriba|voltar (?:ao|para o) (?:topo|índice|início|inicio|sumário)|返回(?:顶部|目录|上层)|回到(?:顶部|目录)|retour (?:en haut|au sommaire|à la table)|haut de page|nach oben|zum inhaltsverzeichnis|zurück zum? (?:anfang|inhaltsverzeichnis))[\p{S}\p{P}\s]*$/iu;
const anchorItem = /^\s*(?:[-*+•]|\d+[.)、]?)\s*(?:\[[ xX]\]\s*)?[*_~`]*\s*\[.+\]\(#[^()]*(?:\([^()]*\)[^()]*)*\)[*_~`\s.…]*(?:\(\d+\))?\s*$/u;
const anchorTag = /^\s*(?:(?:[-*+•]|\d+[.)])\s*)?(?:<li>)?\s*<a\s+href=["']#[^"']*["'][^>]*>.*<\/a>\s*(?:<\/li>)?\s*$/iu;
const anchorRow = /^\s*\|?\s*(?:\d+[.)]?\s*\|)?\s*\[.+\]\(#[^()]*(?:\([^()]*\)[^()]*)*\)\s*\|?\s*$/u;
const moduleLine = /^(?:import\s+(?:[\w{*"'].*\sfrom\s+)?["'][^"']+["'];?|export\s+(?:const|default)\s.*)$/;
const component = /^<[A-Z][\w.]*(?:\s[^<>]*)?\/>$/;

/** Blanks what is no content. The number of lines stays. */
export function furnished(source: readonly string[]): Furnished {
  const lines = [...source];
  const front = takeFront(lines);
  unwrapExport(lines);
  dropOrphanFences(lines);
  restoreLostHeadings(lines);
  const contents = new Set<string>();
  let fence: string | null = null;
  let comment = false;
  let previousAnchor = false;
  const backs = new Map<string, boolean>();
  const lastClose = lines.findLastIndex((line) => line.includes('-->'));
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const mark = line.includes('```') || line.includes('~~~') ? (/^\s*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}|~{3,})/.exec(line.slice(0, 200))?.[1] ?? null) : null;
    if (fence !== null) {
      if (mark?.startsWith(fence) === true && new RegExp(`^\\s*[${fence[0] ?? '`'}]+\\s*$`).test(line)) fence = null;
      continue;
    }
    if (comment) {
      const end = line.indexOf('-->');
      lines[at] = end === -1 ? '' : line.slice(end + 3);
      comment = end === -1;
      continue;
    }
    if (mark !== null && !(mark.startsWith('`') && line.slice(line.indexOf(mark) + mark.length).includes('`'))) {
      fence = mark;
      continue;
    }
    if (line.includes('<!--')) {
      const start = line.indexOf('<!--');
      if (line.length > 20_000 || inCodeSpan(line, start)) continue;
      const without = line.replace(/<!--.*?-->/g, '');
      const open = without.indexOf('<!--');
      if (open !== -1 && lastClose > at) {
        lines[at] = without.slice(0, open);
        comment = true;
        continue;
      }
      lines[at] = without;
    }
    const text = lines[at] ?? '';
    if (text.length > 400) {
      previousAnchor = false;
      continue;
    }
    const linked = text.includes('](#') || text.includes('href') || text.includes('HREF');
    if (!linked && !/^(?:import|export)\b|[[<⬆↥↑🔝⇧▲]/u.test(text)) {
      previousAnchor = previousAnchor && text.trim() === '';
      continue;
    }
    if (/^#*\s*.{0,40}\b(?:find|explore|see|view|get) all \d+ (?:questions|answers)\b.*\]\(/i.test(text)) {
      lines[at] = '';
      continue;
    }
    if (moduleLine.test(text) || component.test(text.trim()) || /^\s*\[(?:toc|\[_?toc_?\])\]\s*$/i.test(text)) {
      lines[at] = '';
      continue;
    }
    const anchor = linked && (anchorItem.test(text) || anchorTag.test(text) || anchorRow.test(text));
    // The same link stands below each question.
    const back = backs.get(text) ?? isBackToTop(text);
    if (backs.size < 1000) backs.set(text, back);
    if (back) blankBackToTop(lines, at);
    else if (anchor && (previousAnchor || isAnchorNear(lines, at))) {
      contents.add(contentsKey(text));
      lines[at] = '';
    }
    if (text.trim() !== '') previousAnchor = anchor;
  }
  return { lines, contents, front };
}

/** How a line of the contents and the heading it points at compare. */
export function contentsKey(text: string): string {
  return plainText(text.replace(/^\s*\|?\s*(?:[-*+•]\s*)?(?:\d+\s*[.)、|]?\s*)?/, '').replace(/\|\s*$/, ''))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function isAnchorNear(lines: readonly string[], at: number): boolean {
  for (let next = at + 1; next < Math.min(lines.length, at + 4); next += 1) {
    const line = lines[next] ?? '';
    if (line.trim() === '') continue;
    return anchorItem.test(line) || anchorTag.test(line) || anchorRow.test(line);
  }
  return false;
}

function isBackToTop(line: string): boolean {
  if (line.length > 300 || !/[[<⬆↥↑🔝⇧▲]/u.test(line)) return false;
  return backToTop.test(plainText(line.replace(/<img\b[^>]*>/gi, '')).replace(/[[\]]/g, ''));
}

/** The tags that hold nothing but the link go with it. */
function blankBackToTop(lines: string[], at: number): void {
  lines[at] = '';
  const open = lines[at - 1] ?? '';
  const close = lines[at + 1] ?? '';
  if (/^\s*<(?:div|p|b|center|h\d)\b[^>]*>\s*$/i.test(open) && /^\s*<\/(?:div|p|b|center|h\d)>\s*$/i.test(close)) {
    lines[at - 1] = '';
    lines[at + 1] = '';
  }
}

function inCodeSpan(line: string, at: number): boolean {
  return (line.slice(0, at).match(/`/g)?.length ?? 0) % 2 === 1;
}

function takeFront(lines: string[]): string[] {
  const fence = lines[0]?.trimEnd();
  if (fence !== '---' && fence !== '+++') return [];
  const end = lines.findIndex((line, at) => at > 0 && line.trimEnd() === fence);
  if (end === -1 || end > 200) return [];
  const front = lines.slice(1, end);
  if (!front.some((line) => /^[\w-]+\s*[:=]/.test(line)) || front.some((line) => /^#{1,6} /.test(line) && front.length > 60)) return [];
  for (let at = 0; at <= end; at += 1) lines[at] = '';
  return front;
}

/** A chat exports the document it wrote in a fence of its own, before which nothing has a heading. */
function unwrapExport(lines: string[]): void {
  const first = lines.findIndex((line) => /^(?:#{1,6} |```|~~~)/.test(line));
  if (!/^```(?:markdown|md)\s*$/i.test(lines[first] ?? '')) return;
  let inside = false;
  let wrapped = false;
  for (let at = first; at < lines.length; at += 1) {
    const info = /^\s*```\s*([^`]*)$/.exec(lines[at]?.slice(0, 100) ?? '')?.[1]?.trim();
    if (info === undefined) continue;
    if (!inside && !wrapped && /^(?:markdown|md)$/i.test(info)) wrapped = true;
    else if (!inside && wrapped && info === '') wrapped = false;
    else {
      inside = !inside;
      continue;
    }
    lines[at] = '';
  }
}

/** A bare fence that meets another with a language before it closes was left over: it would turn every later block inside out. */
function dropOrphanFences(lines: string[]): void {
  let open: { at: number; mark: string; info: boolean; indent: number } | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!line.includes('```') && !line.includes('~~~')) continue;
    const match = /^( *)(`{3,}|~{3,})\s*([^`]*)$/.exec(line.slice(0, 200));
    if (match === null) continue;
    const [, indent = '', mark = '', info = ''] = match;
    if (open === null) {
      open = { at, mark, info: info.trim() !== '', indent: indent.length };
      continue;
    }
    if (mark[0] !== open.mark[0] || mark.length < open.mark.length) continue;
    if (info.trim() === '') open = null;
    else if (indent.length > open.indent + 1) {
      const close = outerClose(lines, at, mark, indent.length, open.indent);
      if (close === null) continue;
      for (const end of [open.at, close]) lines[end] = (lines[end] ?? '').replace(mark[0] ?? '', (one) => one + one);
      at = close;
      open = null;
    } else if (!open.info && mark.length === open.mark.length && /^[\w+#-]+$/.test(info.trim()) && Math.abs(indent.length - open.indent) < 6) {
      lines[open.at] = '';
      open = { at, mark, info: true, indent: indent.length };
    }
  }
  if (open !== null && lines.slice(open.at + 1).some((line) => /^#{1,6} .*[?？]\s*$/.test(line))) lines[open.at] = '';
}

const numberedHeading = /^(#{2,6})\s*(\d{1,4})\s*[.、．)]/;

/** A paragraph that has the one number missing between two numbered headings of a level lost its marks. */
function restoreLostHeadings(lines: string[]): void {
  const headings: { at: number; marks: string; number: number }[] = [];
  const alone: { at: number; number: number }[] = [];
  let fence: string | null = null;
  lines.forEach((line, at) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line.slice(0, 100))?.[1] ?? null;
    if (mark !== null) fence = fence === null ? mark : mark.startsWith(fence) ? null : fence;
    if (fence !== null || line.length > 300) return;
    const heading = numberedHeading.exec(line);
    if (heading !== null) headings.push({ at, marks: heading[1] ?? '', number: Number(heading[2]) });
    else if (/^\d{1,4}\s*[.、．)]\s*[^\s\d]/.test(line) && (lines[at - 1] ?? '').trim() === '' && (lines[at + 1] ?? '').trim() === '') alone.push({ at, number: Number.parseInt(line, 10) });
  });
  if (headings.length < 4) return;
  let next = 0;
  for (const { at, number } of alone) {
    while ((headings[next]?.at ?? Number.POSITIVE_INFINITY) < at) next += 1;
    const before = headings[next - 1];
    const after = headings[next];
    if (before?.number === number - 1 && after?.number === number + 1 && before.marks === after.marks) lines[at] = `${before.marks} ${lines[at] ?? ''}`;
  }
}

/** Where the block around an indented fence closes: after that has closed at its own indentation. */
function outerClose(lines: readonly string[], from: number, mark: string, inner: number, outer: number): number | null {
  let inside = true;
  for (let at = from + 1; at < Math.min(lines.length, from + 400); at += 1) {
    const match = /^( *)(`{3,}|~{3,})\s*(\S*)\s*$/.exec(lines[at]?.slice(0, 100) ?? '');
    if (match === null || match[2] !== mark) continue;
    const [, indent = '', , info = ''] = match;
    if (inside && info === '' && indent.length === inner) inside = false;
    else if (!inside && info !== '' && indent.length > outer + 1) return outerClose(lines, at, mark, indent.length, outer);
    else return !inside && info === '' && indent.length === outer ? at : null;
  }
  return null;
}

/** Headings of parts that hold no question and no answer. */
const furnitureHeading =
  /^(?:table of contents?|contents?|toc|index|licen[cs]e|contribut(?:ing|ors?|ions?|e)|how to contribute|acknowledge?ments?|authors?|credits?|sponsors?|backers|stargazers(?: over time)?|star history|support(?: (?:us|me|this project))?|donat(?:e|ions?)|contact(?: me| us)?|disclaimer|copyright|changelog|connect with me|follow me|содержание|оглавление|лицензия|目录|许可证|贡献|índice|indice|conteúdo|sumário|licencia|licença|contribuir|inhalt|inhaltsverzeichnis|lizenz|sommaire|table des matières)$/iu;

export function isFurnitureHeading(text: string): boolean {
  return furnitureHeading.test(plainText(text).replace(/^[\p{S}\p{P}\p{Extended_Pictographic}\ufe0f\u200d\s]+|[\p{S}\p{P}\p{Extended_Pictographic}\ufe0f\u200d\s]+$/gu, ''));
}

const bareHeading =
  /^(?:(?:interview |the |sample |common |list of )*(?:questions?|answers?|solutions?|q ?& ?a|qna|faqs?)(?: (?:and|&|with) (?:answers?|solutions?))?|(?:(?:common|typical|possible|key|interview) )+(?:questions|scenarios)|(?:interview )?questions you (?:might|may|will|could|should) (?:face|get|be asked|ask|hear)|questions? list|вопросы(?: и ответы)?|ответы|preguntas(?: y respuestas)?|respuestas|perguntas(?: e respostas)?|respostas|fragen(?: und antworten)?|antworten|questions et réponses|réponses|问题|答案|问答|题目)$/iu;

/** Headings that say no more than that questions or answers follow. */
export function isBareHeading(text: string): boolean {
  return bareHeading.test(plainText(text).replace(/^[\p{S}\p{P}\p{Extended_Pictographic}\ufe0f\u200d\s\d]+|[\p{S}\p{P}\p{Extended_Pictographic}\ufe0f\u200d\s]+$/gu, ''));
}

const closingHeading =
  /^(?:preface|foreword|introduction|intro|about|about this (?:document|guide|list|repo(?:sitory)?)|how to use(?: this \w+)?|前言|序言|引言|写在前面|введение|предисловие|prefacio|introducción|introdução|prefácio|vorwort|einleitung|avant-propos|préface|conclusions?|summary|final (?:thoughts|notes?|tips)|further reading|resources?|additional (?:resources|links|reading)|more (?:resources|links)|useful (?:links|resources)|references?|links?|sources?|bibliography|see also|next steps|notes?|заключение|ссылки|источники|полезные ссылки|ресурсы|参考(?:资料|文献|链接)?|总结|结论|conclusi[oó]n|referencias|recursos|enlaces|conclusão|referências|links úteis|fazit|quellen|ressourcen|références|ressources)$/iu;

/** Headings of parts that stand beside the questions and hold none. */
export function isClosingHeading(text: string): boolean {
  if (/^\W*(?:q(?:uestions?)?\s*)?\d+\s*[-–—]\s*(?:q\s*)?\d+\b/i.test(plainText(text))) return true;
  return closingHeading.test(plainText(text).replace(/^[\p{S}\p{P}\p{Extended_Pictographic}\ufe0f\u200d\s\d]+|[\p{S}\p{P}\p{Extended_Pictographic}\ufe0f\u200d\s]+$/gu, ''));
}
