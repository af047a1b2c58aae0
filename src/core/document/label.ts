import { plainText } from './phrase.ts';

export type Field =
  | 'question'
  | 'answer'
  | 'intent'
  | 'followUps'
  | 'keyPoints'
  | 'pitfalls'
  | 'hints'
  | 'persona'
  | 'mindset'
  | 'role'
  | 'difficulty'
  | 'tags'
  | 'options'
  | 'source';

export interface Label {
  readonly field: Field;
  /** A strong label means its field wherever it stands; a weak one only where the document uses it regularly. */
  readonly strong: boolean;
  /** One letter, as in "A: …"; other letters beside it make it something else. */
  readonly short: boolean;
  /** What a numbered label is about: "High-Level Architecture" in "Key Probing Area 1: High-Level Architecture". */
  readonly name: string;
  /** What follows the label on its line. */
  readonly rest: string;
}

type Entry = readonly [field: Field, strong: boolean, words: string];

const lexicon: readonly Entry[] = [
  ['question', true, "(?:interview |the )?question(?: text)?|q|frage|pregunta|pergunta|вопрос|问题|问|题目|題目|prompt|problem statement|(?:practice|sample|the interviewer['’]s|interviewer['’]s) (?:question|prompt)|front|recto|vorderseite|aufgabe"],
  ['question', false, 'challenge|scenario'],
  [
    'answer',
    true,
    "(?:the )?(?:(?:best|model|sample|suggested|good|ideal|strong|short|long|detailed|correct|right|expected|example|possible|my|your|full|quick|star|recommended|reference|great|better|interview|senior|expert|sample star|simple) )*(?:answers?|responses?|solutions?|reply|ans)|a|s|answer key|click (?:here )?(?:to|for)(?: the)? (?:see|view|show|reveal|expand|answer|solution).*|(?:view|show|see|reveal|toggle|expand)(?: the)? (?:answers?|solutions?|explanation)|how to answer(?: it)?|答案|答|回答|参考答案|标准答案|解答|参考回答|查看答案|ответ|правильный ответ|решение|о|resposta|r|respuesta|solución|solução|antwort|lösung|réponse(?: orale)?|à dire|rep|решение и ответ|risposta|回答要点|back|verso|rückseite|solution approach(?:es)?|sample approach(?:es)?|answer framework|framework answer",
  ],
  [
    'intent',
    true,
    "(?:what(?:['’]s| is| are they)|what they(?:['’]re| are)) really (?:being asked|asking|about)|what (?:the )?interviewers? (?:(?:is|are|['’]re) )?(?:really )?(?:look(?:s|ing)? for|wants?(?: to (?:hear|know|see|learn))?|asking|assess(?:es|ing)?|tests?|testing|evaluat(?:es|ing))|what (?:they|we)(?:['’]re| are)? (?:looking for|testing(?: for)?|assessing|asking|want(?: to hear)?)|why (?:this|it|they|interviewers?|we|do they|this question)(?: question)?(?: (?:is|are))? ?(?:matters?|asks?|asked|asking)(?: this| it)?(?: question)?|intent|what (?:this|it)(?: question)? (?:tests?|assesses|evaluates|probes)|purpose of (?:this|the) question|考察点|考点|考察意图|出题意图|зачем (?:это )?спрашивают|что проверяется|что проверяет|o que (?:está sendo avaliado|avalia|querem saber)|por que perguntam|qué se evalúa|por qué lo preguntan|was geprüft wird|worauf (?:du|sie|wir|ihr) acht\\p{L}+|absicht|warum das gefragt wird|ce qui est évalué|intention|pourquoi cette question",
  ],
  [
    'followUps',
    true,
    "(?:possible |potential |common |likely )?follow[- ]?ups?(?: questions?)?|(?:key )?probing (?:areas?|questions?)|addressing key probing areas|追问|延伸问题|后续问题|дополнительные вопросы|уточняющие вопросы|preguntas de seguimiento|repreguntas|perguntas de (?:acompanhamento|seguimento)|nachfragen|folgefragen|anschlussfragen|questions de (?:suivi|relance)|relances?",
  ],
  ['followUps', false, 'clarifying questions?|related questions?|additional questions?|further questions?|deeper questions?|расширенные вопросы'],
  [
    'keyPoints',
    false,
    "(?:the )?key (?:points?|takeaways?|ideas?|insights?|concepts?)|takeaways?|main points?|key points to \\w+|talking points?|(?:points|things) to (?:cover|mention|hit|include)|good to hear|what(?:['’]s| is)? good to hear|must mention|best practices?|要点|关键点|回答要点|重点|ключевые (?:моменты|тезисы|пункты|идеи)|главное|pontos[- ]chave|pontos principais|puntos clave|points? clés?|kernpunkte|wichtige punkte|boas práticas|buenas prácticas|bonnes pratiques|лучшие практики|最佳实践",
  ],
  [
    'pitfalls',
    false,
    "(?:common )?pitfalls?(?: to avoid)?|(?:common|typical|frequent) (?:mistakes?|errors?|traps?)|mistakes?(?: to avoid)?|anti-?patterns?|red flags?|(?:things|what) (?:not )?to (?:avoid|say)|what not to (?:say|do)|traps?|gotchas?|what (?:a )?(?:weak|bad|poor) (?:answer|candidate)s? (?:looks?|sounds?) like|weak answers?|bad answers?|常见错误|误区|陷阱|易错点|注意事项|(?:частые|типичные|распространённые|распространенные) ошибки|ошибки|подводные камни|erros comuns|armadilhas|errores comunes|trampas|erreurs (?:courantes|fréquentes|communes)|pièges?|häufige fehler|typische fehler|fallstricke",
  ],
  ['hints', false, 'hints?|tips?(?: (?:to|for) answer(?:ing)?)?|answer(?:ing)? tips?|подсказк[аи]|提示|pistas?|dicas?|consejos?|indices?|hinweise?|tipps?|conseils?|советы?'],
  ['mindset', false, '(?:the )?mindset(?: for (?:this|the) (?:round|interview))?|настрой|mentalidad|mentalidade|心态|état d.esprit|denkweise'],
  ['persona', false, 'persona|interviewer(?: persona)?|asked by|интервьюер|entrevistador|面试官|interviewer:in|recruteur'],
  ['role', false, '(?:target )?role|position|job title|должность|cargo|puesto|岗位|职位|rolle|poste'],
  ['difficulty', false, 'difficulty(?: level)?|level|сложность|уровень(?: сложности)?|难度|难度等级|dificuldade|nível|nivel|dificultad|schwierigkeit(?:sgrad)?|niveau|difficulté'],
  ['tags', false, 'tags?|keywords?|topics?|labels?|category|categories|company|companies|标签|分类|公司|теги|категория|компания|etiquetas|categor[ií]a|empresa|stichwörter|schlagwörter|kategorie|mots[- ]clés|catégorie|étiquettes'],
  ['source', false, 'sources?|quellen?|fuentes?|fontes?|источники?|来源|出处'],
  ['options', true, '(?:answer )?(?:options|choices)|选项|варианты(?: ответов?)?|opciones|opções|alternativas|optionen|antwortmöglichkeiten|choix'],
];

const compiled = lexicon.map(([field, strong, words]) => ({ field, strong, words: new RegExp(`^(?:${words})$`, 'u') }));

const longest = 70;

const known = new Map<string, { field: Field; strong: boolean } | null>();
const mostKnown = 10_000;

/** The field that a heading or the words before a colon name, or null. */
export function fieldOf(words: string): { field: Field; strong: boolean } | null {
  if (words.length > longest) return null;
  // A document uses few labels, many times.
  const before = known.get(words);
  if (before !== undefined) return before;
  const found = lookedUp(words);
  if (known.size >= mostKnown) known.clear();
  known.set(words, found);
  return found;
}

function lookedUp(words: string): { field: Field; strong: boolean } | null {
  const bare = plainText(words)
    .replace(/^[\p{Extended_Pictographic}\ufe0f\u200d\s>•·-]+/u, '')
    .replace(/\s*[(（][^)）]*[)）]\s*/gu, ' ')
    .replace(/[\s:：.。?!？！-]+$/u, '')
    .trim()
    .toLowerCase();
  if (bare === '') return null;
  for (const { field, strong, words: pattern } of compiled) if (pattern.test(bare)) return { field, strong };
  return null;
}

const emphasised = /^\s*(?:>\s*)?(?:[\p{Extended_Pictographic}\ufe0f\u200d]+\s*)?(?:\*\*\*|\*\*|__|\*|_|<b>|<strong>|<i>|<em>)\s*([^*_<>]{1,70}?)\s*(?:\*\*\*|\*\*|__|\*|_|<\/b>|<\/strong>|<\/i>|<\/em>)\s*(.*)$/u;
const plain = /^\s*(?:>\s*|\d{1,4}\s+(?=A:))?(?:[\p{Extended_Pictographic}\ufe0f\u200d]+\s*)?(\p{L}[^:：*_`|<>]{0,60}?)\s*[:：](?!\/\/)\s*(.*)$/u;

/** The label a line of text begins with, or null. */
export function labelAt(line: string): Label | null {
  const strongly = emphasised.exec(line);
  if (strongly !== null) {
    const [, words = '', after = ''] = strongly;
    const colon = /[:：.]\s*$/.test(words) || /^[:：]/.test(after);
    const inside = colon ? null : /^([^:：]{1,40})[:：]\s*(\S.*)$/.exec(words);
    if (inside !== null) {
      const label = withName(inside[1] ?? '', [inside[2], after].filter(Boolean).join(' '));
      return label?.field === 'question' ? null : label;
    }
    if (!colon && after !== '' && !/^[-–—.]\s/.test(after)) return null;
    return withName(words, after.replace(/^[:：.\-–—]\s*/, ''));
  }
  const plainly = plain.exec(line);
  if (plainly === null) return null;
  return withName(plainly[1] ?? '', plainly[2] ?? '');
}

/** The label a heading is, with what it is about. */
export function headingLabel(heading: string): Label | null {
  const whole = withName(heading.replace(/[:：]\s*$/, ''), '');
  if (whole !== null) return whole;
  const split = /^([^:：]{1,60}?)\s*[:：–—]\s*(.+)$/u.exec(plainText(heading));
  if (split === null) return null;
  const label = withName(split[1] ?? '', '');
  return label === null ? null : { ...label, name: split[2] ?? '' };
}

function withName(words: string, rest: string): Label | null {
  if (words.length > longest + 10) return null;
  const bare = words.replace(/[:：.]\s*$/, '').trim();
  const found = fieldOf(bare) ?? (/\d$/.test(bare) ? fieldOf(bare.replace(/\s*#?\d+$/, '')) : null);
  return found === null ? null : { ...found, short: /^\P{L}*\p{L}\P{L}*$/u.test(bare), name: '', rest };
}
