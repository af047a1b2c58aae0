const longest = 4000;

/** The words of a markdown line as a reader sees them: link targets, images, tags and emphasis are gone. */
export function plainText(text: string): string {
  // Nobody reads further, and a line of megabytes must not cost more than one of words.
  const markdown = text.length > longest ? text.slice(0, longest) : text;
  if (!/[<[*_`\\!]/.test(markdown)) return spaced(markdown);
  return spaced(
    markdown
      .replace(/<!--.*?-->/g, ' ')
      .replace(/!\[([^\]]*)\]\([^)]*\)/g, ' ')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/<\/?[a-zA-Z][^<>]*>/g, ' ')
      .replace(/\*\*|__|`/g, '')
      .replace(/(^|[\s(])[*_](?=\S)|(\S)[*_](?=[\s).,:;!?]|$)/g, '$1$2')
      .replace(/\\([\\`*_{}[\]()#+\-.!<>|])/g, '$1'),
  );
}

/** One space for every run of white space. Most texts have nothing else, and are not copied. */
function spaced(text: string): string {
  return (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}

const interrogative = new RegExp(
  '^(?:' +
    [
      'what|why|how|when|where|which|who|whom|whose|is|are|was|were|do|does|did|can|could|should|would|will|have|has|had|am|may|might|must|shall',
      'que|qué|cual|cuál|cuales|cuáles|como|cómo|cuando|cuándo|donde|dónde|quien|quién|por qué|para qué|cuanto|cuánto',
      'o que|qual|quais|quando|onde|quem|por que|por quê|porque|para que|quanto|existe|você|voce',
      'qu.est-ce|que|quoi|quel|quelle|quels|quelles|comment|pourquoi|quand|où|qui|combien|est-ce',
      'was|wie|warum|wieso|weshalb|wann|wo|wer|wem|wen|welche|welcher|welches|wozu|worin|wodurch|ist|sind|kann|können|gibt',
      'что|как|какой|какая|какое|какие|каким|каких|какова|каковы|почему|зачем|когда|где|кто|чем|чему|чего|сколько|для чего|в чем|в чём|можно ли|может ли|есть ли|о чем|из чего|на что|от чего|с помощью|куда|откуда|являются|является',
    ].join('|') +
    ")(?=[\\s,:'’]|$)",
  'iu',
);

const imperative = new RegExp(
  '^(?:(?:please|briefly|now|also|so)[, ]+)?(?:' +
    [
      'explain|describe|tell (?:me|us)|walk (?:me|us)|talk (?:me|us|about)|discuss|compare|contrast|differentiate|distinguish|define|imagine|suppose|assume|give (?:me|us|an|a|some|examples?|two|three)|share|name (?:a|an|the|some|at least|two|three|four|five|\\d)|list (?:the|a|an|some|all|out|down|different|various|at least|two|three|four|five|\\d)|outline|elaborate|state|mention|summari[sz]e|justify|illustrate|enumerate|clarify|let.s (?:say|imagine|talk|discuss|suppose)|given (?:a|an|the|two)|identify|differences? between|difference of|you (?:are|have|need|notice|join|discover|were|inherit)|your (?:team|manager|company|boss)|in (?:what|which)|for what|at what|on what|to what|with (?:what|which)|under what|if (?:you|your|a|an|the|we|i)|what.s|who.s|how.s|where.s|explain|can you|consider (?:a|an|the)',
      'explica|explique|describe|describa|menciona|mencione|cuéntame|háblame|define|defina|compara|compare|enumera|diferencia|da un ejemplo|di(?:me)?|nombra',
      'descreva|diferencie|fale|conte|cite|liste|dê|diga|qual a|quais as|diferença',
      'expliquez|décrivez|citez|donnez|comparez|parlez|définissez|racontez|quelle est',
      'erkläre|erklären|beschreibe|beschreiben|nenne|nennen|vergleiche|erläutere|erläutern|unterschied|definiere|erzähl',
      'расскажите|объясните|опишите|назовите|перечислите|приведите|сравните|дайте|расскажи|объясни|опиши|назови|перечисли|разница|отличие|отличия|приведи',
    ].join('|') +
    ')(?=[\\s,:\'’]|$)',
  'iu',
);

/** Whether a text can hold a question at all: a mark, a label, or a word that asks or orders. */
export function mayAsk(text: string): boolean {
  return /[?？؟]|[\p{Script=Han}\p{Script=Cyrillic}]|\b(?:Q|question|what|why|how|when|which|explain|describe|tell|design|implement|write|discuss|compare|define|interview|prompt|problem|question|frage|pregunta|pergunta|nenne|beschreib\p{L}*|erklär\p{L}*|décri\p{L}*|expli\p{L}*|descr\p{L}*|answer)\b|:{2}/iu.test(text);
}

/** Orders that an exercise gives and a tutorial too. */
const exercise =
  /^(?:design|implement|write|build|create|find|reverse|check|merge|sort|count|print|calculate|compute|return|convert|develop|architect|modernize|rotate|remove|detect|flatten|swap|search|delete|insert|add|move|get|make|use|solve|determine|generate|draw|model|optimi[sz]e|refactor|debug|predict|select|fetch|query|display|retrieve|show|escribe|escreva|implemente|diseña|crea|crie|projete|écrivez|implémentez|concevez|schreibe|implementiere|entwirf|напишите|реализуйте|спроектируйте|напиши|реализуй)\b/iu;

const chineseForm = /什么|怎么|怎样|如何|为何|为什么|哪些|哪个|哪几|区别|谈谈|说说|说一下|讲讲|讲一下|简述|介绍|解释|描述|吗$|呢$|是否|能否|有何|多少|实现一|手写|请写|请实现|请说|请问|请描述|请解释/;

/** How much a line reads as something an interviewer says, 0 to 1. */
export function questionForm(text: string): number {
  const line = plainText(text).replace(/^["'“”‘’«»„*_¿¡\s]+|["'“”‘’«»*_\s]+$/g, '');
  if (line === '' || /^[\w.$#]+\(.*\)$/.test(line) || /^what(?:['’]s| is)? (?:new|changed|changing)\b/i.test(line)) return 0;
  // A word with a question mark heads a part of a manual more often than it asks.
  if (line.length < 14 && /^[\p{Script=Latin}'’ ]+[?]?$/u.test(line) && line.split(' ').length < 3) return line.endsWith('?') ? 0.6 : 0;
  if (/[?？؟]["'”’»)）*_.\s]*$/.test(line) || /^¿/.test(text)) return 1;
  if (/[?？](?=\s|$)/.test(line)) return 0.9;
  if (interrogative.test(line)) return 0.85;
  if (imperative.test(line)) return 0.8;
  if (chineseForm.test(line)) return 0.85;
  if (exercise.test(line)) return 0.5;
  if (/\b(?:vs\.?|versus)(?=\s)|difference between|\bdifferences?\b/i.test(line)) return 0.5;
  return 0;
}
