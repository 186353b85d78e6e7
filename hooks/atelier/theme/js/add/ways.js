// The ways in which what was filled in gets to the editors: a page of the host, mail, a file, the clipboard.

import { download } from "../lib/download.js";
import { make, say } from "../lib/elements.js";
import { zip } from "../lib/zip.js";

const LONGEST = 8000; // characters of an address that hosts take
const LONGEST_MAIL = 1800; // and that mail programs take: Windows hands on 2,083 at most

const encode = encodeURIComponent;
const bytesOf = ({ text, bytes }) => bytes ?? new TextEncoder().encode(text);
const together = (files) => (files.length > 1 ? files.map(({ path, text }) => `${path}\n\n${text}`).join("\n\n") : files[0].text);

/**
 * Offer what was filled in by every way:
 *   files     { path, text, exists } in the order in which they go; `exists` where a file of that name is changed
 *   picture   { path, bytes, about } or nothing: it goes along where files can
 *   bare      the files without the picture, for where none can go along
 *   slug      of the record
 *   subject   of a mail
 *   short     what a mail says where that is enough, and else nothing
 */
export function ways(root, texts, { files, picture, bare, slug, subject, short }) {
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
  const all = picture ? [...files, picture] : files;
  const name = all.length > 1 ? `${slug}.zip` : all[0].path.split("/").at(-1);
  const save = () => {
    if (all.length === 1) download(name, all[0].text, "text/markdown");
    else download(name, zip(all.map((file) => ({ path: file.path, bytes: bytesOf(file) }))), "application/zip");
    done(say(texts.saved, { file: name }));
  };
  for (const button of root.querySelectorAll("[data-do='download']")) button.onclick = save;
  root.querySelector("[data-do='copy']").onclick = () => copy(together(bare), texts.copied);
  for (const element of root.querySelectorAll("[data-part='file-name']")) element.textContent = name;
  if (root.dataset.repository) onHost(root, texts, { part, copy, files: bare, picture, subject });
  if (root.dataset.editors) byMail(root, texts, { part, files, picture, name, subject, short });
}

// By mail: all of it in the mail, or as a file to attach where it is too long or has a picture.
function byMail(root, texts, { part, files, picture, name, subject, short }) {
  const mail = (body) => `mailto:${root.dataset.editors}?subject=${encode(subject)}&body=${encode(body.replaceAll("\n", "\r\n"))}`;
  const whole = mail(short || blocks(files));
  const attach = Boolean(picture) || whole.length > LONGEST_MAIL;
  part("mail-whole").hidden = attach;
  part("mail-attach").hidden = !attach;
  for (const link of root.querySelectorAll("[data-mail]")) {
    link.href = attach ? mail(say(texts.mail_attached, { file: name })) : whole;
  }
}

// On the pages of the host, where somebody has an account. New files that belong together go as one issue, of which a
// program makes one proposal.
function onHost(root, texts, { part, copy, files, picture, subject }) {
  const asOne = root.dataset.host !== "gitea" && files.length > 1 && !files.some(({ exists }) => exists);
  part("open-edit").hidden = !files.some(({ exists }) => exists);
  part("open-one").hidden = !asOne;
  part("open-two").hidden = asOne || files.length < 2;
  part("open-picture").hidden = !picture;
  if (picture) {
    part("open-picture").querySelector("button").onclick = () => download(picture.path.split("/").at(-1), picture.bytes, "image/jpeg");
  }
  const note = picture ? picture.about : "";
  const steps = (asOne ? [{ issue: root.dataset.issueHead + blocks(files) + note, path: "" }] : files).map(({ issue, path, text, exists }) => {
    const step = root.querySelector("template[data-open]").content.cloneNode(true);
    const link = step.querySelector("a");
    const { href, whole } = issue
      ? issueWith(root.dataset, subject, issue)
      : address(root.dataset, { path, text, exists, note });
    link.href = href;
    if (!whole) link.addEventListener("click", () => copy(issue ?? text, exists ? texts.paste_over : texts.pasted));
    if (files.length > 1 && path) link.after(" ", make("code", {}, path));
    return step;
  });
  part("open").replaceChildren(...steps);
}

// Files as an issue or a mail holds them, as hooks/atelier/contribute/site_issue.py reads them. Where each ends is said: a mail
// program puts a name and a telephone number below it.
function blocks(files) {
  return files
    .map(({ path, text }) => {
      const fence = "`".repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map(({ length }) => length + 1)));
      return `${path}\n${fence}markdown\n${text}${fence}\n\n`;
    })
    .join("");
}

// An address with a text in it, or without where that is too long.
function filled(empty, name, text) {
  const full = `${empty}&${name}=${encode(text)}`;
  return full.length > LONGEST ? { href: empty, whole: false } : { href: full, whole: true };
}

// The page of the host on which an issue can be opened, with its text.
function issueWith({ host, newIssue, template }, subject, text) {
  if (host === "gitlab") return filled(`${newIssue}?issue[title]=${encode(subject)}`, "issue[description]", text);
  return filled(`${newIssue}?template=${template}&title=${encode(subject)}`, "files", text);
}

// The page of the host on which one file can be sent in, and whether its text goes along.
// What the host calls the name of a new file and its text is said by the site (Site.new_url in render/page.py).
function address({ edit, new: added, newFile }, { path, text, exists, note }) {
  if (exists) return { href: `${edit}${path}`, whole: false };
  const [folder, name] = [path.slice(0, path.lastIndexOf("/")), path.slice(path.lastIndexOf("/") + 1)];
  const [naming, filling] = newFile.split(" ");
  const empty = `${added}${folder}?${naming}=${encode(name)}`;
  return filling ? filled(note ? `${empty}&description=${encode(note)}` : empty, filling, text) : { href: empty, whole: false };
}
