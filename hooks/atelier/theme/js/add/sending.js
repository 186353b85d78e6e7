// Sends what was filled in to the service, without an account, and shows what became of it: its proposal, its page, and
// the private link by which it can be changed. Loaded only where the site has a service.

import { make, say } from "../lib/elements.js";
import { asText } from "./pictures.js";
import { Refusal, Service } from "./service.js";

const SOON = 3000; // milliseconds until it is asked again what became of it
const LATER = 30_000;
const OFTEN = 20; // how often it is asked soon

const STATES = { waiting: "sent_waiting", refused: "sent_refused", open: "sent_proposed", merged: "sent_merged", closed: "sent_closed" };

/** The token of a private link in the address of the page: ?sent#TOKEN. */
export function tokenHere() {
  const token = location.hash.slice(1);
  return new URLSearchParams(location.search).has("sent") && /^[\w.-]{20,2000}$/.test(token) ? token : undefined;
}

/**
 * Sending. `page` has `root`, `part` and `texts`, `key`, by which the service knows what is sent again, and what is called:
 * `wrong(problems)` with what the service finds wrong, and `done()` when it has taken all.
 */
export class Sending {
  constructor(page) {
    Object.assign(this, page);
    // Only a service that can send mail asks for an address.
    this.service = new Service(this.root.dataset.receive, ({ mails }) => {
      this.part("mail").hidden = !mails;
    });
    this.token = tokenHere();
    this.part("send").addEventListener("click", () => this.send());
    this.part("copy-link").addEventListener("click", () => this.copy());
    this.part("change").addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", this.part("change").href);
      location.reload();
    });
  }

  /** What was sent by the private link of this page; fails as the service does. */
  sent() {
    return this.service.ask("sent", { token: this.token });
  }

  /** Have ready what is filled in: its `files`, and its `picture` if it has one. */
  offer(files, picture) {
    this.files = files;
    this.picture = picture;
    this.tell("");
    this.service.begin().catch(() => {}); // it is told when somebody sends
  }

  tell(text) {
    this.part("sending").textContent = text;
  }

  async send() {
    const mail = this.part("mail-address");
    if (this.part("mail").hidden) mail.value = "";
    if (!mail.checkValidity()) {
      this.tell(this.texts.mail_wrong);
      return mail.focus();
    }
    if (this.busy) return undefined;
    this.busy = true;
    this.part("send").setAttribute("aria-disabled", "true");
    this.tell(this.texts.sending);
    try {
      const answer = await this.service.post(this.post(mail.value.trim()), this.token);
      this.done();
      this.show(answer, Boolean(mail.value.trim()));
    } catch (error) {
      this.refused(error);
    } finally {
      this.busy = false;
      this.part("send").removeAttribute("aria-disabled");
    }
    return undefined;
  }

  post(mail) {
    const { files, picture } = this;
    return {
      key: this.key(),
      files: files.map(({ path, text }) => ({ path, text: text.toWellFormed?.() ?? text })),
      pictures: picture ? [{ path: picture.path, data: asText(picture.bytes) }] : [],
      changes: files.some(({ exists }) => exists),
      mail,
    };
  }

  refused(error) {
    const said = error instanceof Refusal ? error.said : { message: this.texts.send_down };
    this.tell("");
    if (said.problems) this.wrong(said.problems);
    else {
      this.tell(said.message);
      this.part("sending").scrollIntoView({ block: "nearest" });
      // The other ways still are.
      this.part("others").open = true;
    }
  }

  // What became of it

  show(answer, mailed) {
    this.token = answer.token;
    const link = new URL(location.pathname, location);
    link.search = "?sent";
    link.hash = answer.token;
    this.part("link").value = link;
    this.part("change").href = link;
    this.part("mailed").hidden = !mailed;
    this.part("sent").hidden = false;
    this.part("sent").focus();
    this.part("sent").scrollIntoView();
    this.state(answer);
    this.preview();
    this.look(0);
  }

  state({ state, address }) {
    const words = say(this.texts[STATES[state]] ?? "");
    const web = /^https?:/.test(address) && make("a", { href: address, rel: "noopener noreferrer" }, this.texts.sent_address);
    if (this.said === words + address) return;
    this.said = words + address;
    this.part("state").replaceChildren(words, ...(web ? [" ", web] : []));
  }

  // Ask what became of it as long as the page is open, and it is not a proposal yet.
  async look(times) {
    await new Promise((resolve) => setTimeout(resolve, times < OFTEN ? SOON : LATER));
    try {
      const answer = await this.service.ask("status", { token: this.token });
      this.state(answer);
      if (answer.state !== "waiting" && answer.state !== "refused") return;
    } catch {
      // It is asked again; what was sent is kept there.
    }
    this.look(times + 1);
  }

  // The page that comes of it, in a frame in which nothing runs, in the style of this page.
  async preview() {
    let html;
    try {
      html = await this.service.ask("preview", { token: this.token });
    } catch {
      return; // all else is well
    }
    const origin = location.origin;
    const policy = `default-src 'none'; style-src ${origin}; img-src ${origin} data:; font-src ${origin}`;
    const page = document.implementation.createHTMLDocument(this.texts.preview);
    page.documentElement.lang = document.documentElement.lang;
    const head = [make("meta", { charset: "utf-8" }), make("meta", { "http-equiv": "Content-Security-Policy", content: policy })];
    const sheets = [...document.querySelectorAll("link[rel='stylesheet']")].map(({ href }) => make("link", { rel: "stylesheet", href }));
    page.head.prepend(...head, make("meta", { name: "viewport", content: "width=device-width" }), ...sheets);
    for (const { name, value } of document.body.attributes) page.body.setAttribute(name, value);
    // In that document nothing loads and nothing runs.
    const content = page.importNode(document.querySelector("article"), false);
    content.innerHTML = html;
    page.body.append(content);
    const frame = this.part("page");
    frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`;
    frame.closest("[data-part='preview']").hidden = false;
  }

  async copy() {
    const field = this.part("link");
    try {
      await navigator.clipboard.writeText(field.value);
      this.part("copied").textContent = this.texts.link_copied;
    } catch {
      field.select();
      this.part("copied").textContent = this.texts.link_copy;
    }
  }
}
