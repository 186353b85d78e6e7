// Words of Dutch, one on a line; names that many texts share (of companies, of software) cspell knows by itself.
module.exports = {
  language: "nl",
  import: ["@cspell/dict-nl-nl/cspell-ext.json"],
  dictionaries: ["nl-nl"],
  minWordLength: 3,
  maxNumberOfProblems: 100_000,
  maxDuplicateProblems: 100_000,
};
