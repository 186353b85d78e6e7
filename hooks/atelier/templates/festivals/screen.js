// Shows one stand after another, and what is on now and next. Every text stands in the page.
const EACH = 12000; // milliseconds that a stand is shown
// Sizes of the letters, from the largest on until all is on the screen: of the stand, then of all.
const STAND = [1.5, 1.35, 1.2, 1.1, 1, 0.9, 0.8, 0.7];
const ALL = [1, 0.85, 0.7, 0.6];
const root = document.documentElement;
const stands = [...document.querySelectorAll(".stand")];
const parts = [...document.querySelectorAll("[data-start]")];
const button = document.querySelector("[data-pause]");
const whole = document.querySelector("[data-whole]");
const clock = document.querySelector(".clock");
let shown = 0;
let paused = false;
let timer = 0;

function fit() {
  for (const all of ALL) {
    root.style.setProperty("--all", all);
    for (const size of STAND) {
      root.style.setProperty("--fit", size);
      if (root.scrollHeight <= innerHeight) return;
    }
  }
}

function show(place) {
  shown = (place + stands.length) % stands.length;
  stands.forEach((stand, other) => { stand.hidden = other !== shown; });
  fit();
  wait();
}

function wait() {
  clearTimeout(timer);
  if (!paused && stands.length) timer = setTimeout(() => show(shown + 1), EACH);
}

const zone = { timeZone: document.documentElement.dataset.zone };
const time = new Intl.DateTimeFormat("nl-NL", { ...zone, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("nl-NL", { ...zone, dateStyle: "short" });

function tell() {
  const now = Date.now();
  clock.textContent = time.format(now);
  const start = (part) => Number(part.dataset.start);
  const end = (part) => Number(part.dataset.end);
  const next = Math.min(...parts.map(start).filter((time) => time > now));
  let changed = false;
  for (const part of parts) {
    const on = part.parentElement.dataset.list === "now" ? start(part) <= now && now < end(part) : start(part) === next;
    changed ||= part.hidden === on;
    part.hidden = !on;
    part.querySelector("span").hidden = day.format(start(part)) === day.format(now);
  }
  for (const list of document.querySelectorAll("[data-list]")) {
    list.parentElement.hidden = [...list.children].every((part) => part.hidden);
  }
  if (changed) fit();
}

function pause() {
  paused = !paused;
  button.setAttribute("aria-pressed", String(paused));
  button.textContent = paused ? button.dataset.go : button.dataset.pause;
  wait();
}

/** Keep a screen in a hall lit, where the browser can; it forgets when another window comes before it. */
async function stayLit() {
  try {
    if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
  } catch {
    // not allowed here: then the computer's own settings count
  }
}

root.classList.add("running");
button.hidden = stands.length < 2;
button.addEventListener("click", pause);
whole.hidden = !document.fullscreenEnabled;
whole.addEventListener("click", () => root.requestFullscreen().catch(() => { whole.hidden = true; }));
document.addEventListener("fullscreenchange", () => {
  whole.hidden = Boolean(document.fullscreenElement);
  if (whole.hidden) button.focus();
});
document.addEventListener("visibilitychange", stayLit);
document.addEventListener("keydown", (event) => {
  if (event.key === " " && !event.target.closest("button")) {
    event.preventDefault();
    pause();
  } else if (event.key === "ArrowRight" && stands.length) show(shown + 1);
  else if (event.key === "ArrowLeft" && stands.length) show(shown - 1);
});
addEventListener("resize", fit);
tell();
if (stands.length) show(0);
setInterval(tell, 1000);
stayLit();
