// Share an address: with what the browser has for it, else by copying, else by a field to copy from.

async function share(part) {
  const url = new URL(part.dataset.share, location.href).href;
  if (navigator.share) {
    try {
      return await navigator.share({ title: document.title, url });
    } catch (error) {
      if (error.name === "AbortError") return; // the visitor thought better of it
    }
  }
  const done = part.querySelector("[role=status]");
  done.textContent = "";
  try {
    await navigator.clipboard.writeText(url);
    done.textContent = done.dataset.done;
  } catch {
    const address = part.querySelector("label");
    const field = address.querySelector("input");
    address.hidden = false;
    field.value = url;
    field.focus();
    field.select();
  }
}

document.addEventListener("click", (event) => {
  const part = event.target.closest("button")?.closest("[data-share]");
  if (part) share(part);
});
for (const part of document.querySelectorAll("[data-share]")) part.hidden = false;
