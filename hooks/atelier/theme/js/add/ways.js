// The ways in which what was filled in gets to the editors: a page of the host, mail, a file, the clipboard.

import { download } from "../lib/download.js";
import { say } from "../lib/elements.js";

const LONGEST = 8000; // characters of an address that hosts take
const LONGEST_MAIL = 1900; // and that mail programs take

const together = (files) => (files.length > 1 ? files.map(({ path, text }) => `${path}\n\n${text}`).join("\n\n") : files[0].text);

/**
 * Offer the files by every way. `files` are { path, text, exists } in the order in which they go: `exists` where a file of
 * that name is changed. `changes` says whether the initiative is.
 */
export function ways(root, texts, { files, title, changes }) {
  const { repository, host, branch, editors } = root.dataset;
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const done = (text) => {
    part("done").textContent = text;
  };
  const copy = async (text, said) => {
    try {
      await navigator.clipboard.writeText(text);
      done(said);
    } catch {
      done(texts.copy_failed);
    }
  };
  done("");
  if (repository) {
    part("open-edit").hidden = !files.some(({ exists }) => exists);
    part("open-two").hidden = files.length < 2;
    const steps = files.map(({ path, text, exists }) => {
      const step = root.querySelector("template[data-open]").content.cloneNode(true);
      const link = step.querySelector("a");
      const { href, whole } = address({ repository, host, branch }, path, text, exists);
      link.href = href;
      if (!whole) link.addEventListener("click", () => copy(text, exists ? texts.paste_over : texts.pasted));
      step.querySelector("code").textContent = path;
      return step;
    });
    part("open").replaceChildren(...steps);
  }
  if (editors) {
    const text = together(files);
    const link = part("mail");
    const mail = (body) => `mailto:${editors}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
    const subject = say(changes ? texts.subject_edit : texts.subject_new, { title });
    const long = mail(text).length > LONGEST_MAIL;
    link.href = mail(long ? "" : text);
    link.onclick = long ? () => copy(text, texts.too_long_mail) : null;
  }
  root.querySelector("[data-do='copy']").onclick = () => copy(together(files), texts.copied);
  root.querySelector("[data-do='download']").onclick = () => files.forEach(save);
}

// The page of the host on which the file can be sent in, and whether its text goes along.
function address({ repository, host, branch }, path, text, exists) {
  const between = host === "gitlab" ? "/-" : "";
  if (exists) return { href: `${repository}${between}/edit/${branch}/${path}`, whole: false };
  if (host === "gitlab") {
    return { href: `${repository}/-/new/${branch}?file_name=${encodeURIComponent(path)}`, whole: false };
  }
  const empty = `${repository}/new/${branch}?filename=${encodeURIComponent(path)}`;
  const full = `${empty}&value=${encodeURIComponent(text)}`;
  return full.length > LONGEST ? { href: empty, whole: false } : { href: full, whole: true };
}

const save = ({ path, text }) => download(path.split("/").at(-1), text, "text/markdown");
