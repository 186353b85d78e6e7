// Shows one stand after another, and what is on now and next. Every text stands in the page.
const EACH = 12000; // milliseconds that a stand is shown
const stands = [...document.querySelectorAll(".stand")];
const parts = [...document.querySelectorAll("[data-start]")];
const button = document.querySelector("[data-pause]");
const clock = document.querySelector(".clock");
let shown = 0;
let paused = false;

function show(place) {
  shown = (place + stands.length) % stands.length;
  stands.forEach((stand, other) => { stand.hidden = other !== shown; });
}

const zone = { timeZone: "Europe/Amsterdam" };
const time = new Intl.DateTimeFormat("nl-NL", { ...zone, hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("nl-NL", { ...zone, dateStyle: "short" });

function tell() {
  const now = Date.now();
  clock.textContent = time.format(now);
  const start = (part) => Number(part.dataset.start);
  const end = (part) => Number(part.dataset.end);
  const next = Math.min(...parts.map(start).filter((time) => time > now));
  for (const part of parts) {
    const on = part.parentElement.dataset.list === "now" ? start(part) <= now && now < end(part) : start(part) === next;
    part.hidden = !on;
    part.querySelector("span").hidden = day.format(start(part)) === day.format(now);
  }
  for (const list of document.querySelectorAll("[data-list]")) {
    list.parentElement.hidden = [...list.children].every((part) => part.hidden);
  }
}

function pause() {
  paused = !paused;
  button.setAttribute("aria-pressed", String(paused));
  button.textContent = paused ? button.dataset.go : button.dataset.pause;
}

document.documentElement.classList.add("running");
button.hidden = stands.length < 2;
button.addEventListener("click", pause);
document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target !== button) {
    event.preventDefault();
    pause();
  } else if (event.key === "ArrowRight") show(shown + 1);
  else if (event.key === "ArrowLeft") show(shown - 1);
});
if (stands.length) show(0);
tell();
setInterval(tell, 1000);
setInterval(() => { if (!paused && stands.length) show(shown + 1); }, EACH);
