// Reads the names of HTML files, one a line, and writes what html-validate finds: file, line, rule, message.
// Its own command needs a newer Node than its library does.
import { readFileSync } from "node:fs";
import { HtmlValidate } from "html-validate";

const rules = JSON.parse(readFileSync(process.argv[2], "utf8"));
const validator = new HtmlValidate(rules);
for (const file of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const report = await validator.validateString(readFileSync(file, "utf8"), file);
  for (const { messages } of report.results) {
    for (const { line, ruleId, message } of messages) {
      console.log(`${file}:${line}: ${ruleId}: ${message}`);
    }
  }
}
