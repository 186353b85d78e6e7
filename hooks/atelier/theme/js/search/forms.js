/**
 * What the forms of a word have in common: klassen and klas, scholen and school, brieven and brief, digitale and
 * digitaal. Only endings of nouns and adjectives: a verb is looked for as it is typed.
 */

const OTHERS = { kinderen: "kind", steden: "stad", leden: "lid" };
// Words that end as if they were several.
const ONE = new Set("jongen teken examen wagen keuken leven eigen morgen samen tussen binnen buiten tegen open".split(" "));
// Nouns whose vowel is short in one and long in several: dag and dagen.
const SHORT = /(?:dag|slag|drag|weg|glas|gat|spel|pad|dak|bad|gebed|gebod|god|hof|lot|slot|schot)$/;
// Where an s is an ending: robots, fotos, middels, ouders, tekens, meisjes. Not in kans, huis or klas.
const PLURAL_S = /(?<=....)(?<=[^aeiou][aiouy]|[bdfgklmprt]|e[lmr]|...en|[^e]e)s$/;

function dutch(word) {
  if (OTHERS[word]) return OTHERS[word];
  const one = word.replace(/(?<=..)heden$/, "heid").replace(PLURAL_S, "");
  if (ONE.has(one)) return one;
  const stem = one.replace(/(?<=...)en$|(?<=...)(?<!e)e$/, "");
  if (stem === one || !/[aeiouy]/.test(stem)) return one;
  const single = stem.replace(/([^aeiou])\1$/, "$1");
  // A vowel before one consonant was long: scholen is school. Not at an unstressed end: middelen is middel.
  const short = single !== stem || SHORT.test(stem) || /[aeiouy].*e[lmnr]$/.test(stem);
  const base = short ? single : stem.replace(/(?<![aeiou])([aeou])([^aeiouwxy])$/, "$1$1$2");
  return base.replace(/z$/, "s").replace(/v$/, "f").replace(PLURAL_S, "");
}

const english = (word) =>
  word
    .replace(/(?<=..)ies$/, "y")
    .replace(/(?<=...)(?<![su])s$/, "")
    .replace(/(?<=...)(?:ing|ed|e)$/, "")
    .replace(/([^aeiouls])\1$/, "$1");

const BASES = { nl: dutch, en: english };

/** The base of words in a language: words with the same base are forms of each other. */
export const baseIn = (language) => BASES[language] ?? ((word) => word);
