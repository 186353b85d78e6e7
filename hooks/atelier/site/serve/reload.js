// Reloads the page when its own file changed, or one that it uses. `atelier serve` adds this script to every page
// that it sends; it is in no file of the site.

const script = document.querySelector("script[data-number]");
const { path, errors } = script.dataset;
// The page itself may stand at an address where nothing was found.
const own = [script.dataset.address, addressOf(location.href)];
let since = script.dataset.number;
let source;

performance.setResourceTimingBufferSize(5000);

function addressOf(url) {
  try {
    return decodeURIComponent(new URL(url).pathname).slice(path.length);
  } catch {
    return null; // no address of a file
  }
}

function outOfDate({ everything, written }) {
  if (everything || errors === "True") return true;
  const loaded = performance.getEntriesByType("resource").map((entry) => addressOf(entry.name));
  const used = new Set([...own, ...own.map((address) => `${address}/`), ...loaded]);
  return written.some((address) => used.has(address));
}

function listen() {
  source = new EventSource(new URL(`changes?since=${since}`, script.src));
  source.onmessage = (event) => {
    since = event.lastEventId;
    if (outOfDate(JSON.parse(event.data))) location.reload();
  };
}

// A browser has few connections for one host: a page that nobody sees gives its own back, and asks later.
function listenWhileSeen() {
  source?.close();
  if (!document.hidden) listen();
}

document.addEventListener("visibilitychange", listenWhileSeen);
addEventListener("pageshow", (event) => event.persisted && listenWhileSeen());
addEventListener("pagehide", () => source?.close());
listenWhileSeen();
