// The service that takes what the form sends (`atelier receive`): what it is asked, and what it answers.

const PATIENCE = 60_000; // milliseconds for an answer, and for the work before a post
const STALE = 20 * 60_000; // after which work is done anew; the service takes it for half an hour

/** An answer that refuses, with what the service says of it: { error, message, problems }. */
export class Refusal extends Error {
  constructor(said) {
    super(said.error);
    this.said = said;
  }
}

export class Service {
  /** `asked` is called with what it asks for: { challenge, bits, times, mails }. */
  constructor(address, asked) {
    Object.assign(this, { address, asked });
  }

  /** What it answers. Fails with a Refusal, and with another error where it cannot be reached. */
  async ask(path, { token, ...asked } = {}) {
    const headers = { ...asked.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const how = { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(this.address + path, { ...how, ...asked, headers });
    if (answer.headers.get("Content-Type")?.startsWith("text/html") && answer.ok) return answer.text();
    const said = answer.status === 204 ? {} : await answer.json();
    if (answer.ok) return said;
    // What is told in words is told; what a machine on the way answers is as no answer.
    if (said.message || said.problems) throw new Refusal(said);
    throw new Error(`${answer.status}`);
  }

  /** Begin with the work, so that it is done when it is needed. */
  begin() {
    if (this.worked && Date.now() - this.since < STALE) return this.worked;
    this.since = Date.now();
    const asked = this.ask("challenge");
    asked.then(this.asked, () => {});
    this.worked = asked.then(done);
    this.worked.catch(() => this.forget());
    return this.worked;
  }

  forget() {
    this.worked = undefined;
  }

  /** Send; gives { token, state, address, … }. The same post may be sent again. */
  async post(post, token) {
    const body = JSON.stringify(post);
    for (let again = true; ; again = false) {
      const work = await this.begin();
      try {
        const answer = await this.ask("proposals", {
          method: "POST",
          token,
          body,
          headers: { "Content-Type": "application/json", "Atelier-Work": work },
        });
        this.forget();
        return answer;
      } catch (error) {
        if (error instanceof Refusal) this.forget();
        if (!again || error.message !== "no_work") throw error;
      }
    }
  }
}

function done({ challenge, bits, times }) {
  const worker = new Worker(new URL("./work.js", import.meta.url));
  const work = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = reject;
    setTimeout(reject, PATIENCE, new Error("work"));
    worker.postMessage({ challenge, bits, times });
  });
  return work.finally(() => worker.terminate());
}
