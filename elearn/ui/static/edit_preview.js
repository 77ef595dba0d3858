// Shows the text as readers see it on a telephone, and what is wrong with it, while somebody writes.
const room = document.querySelector(".ed[data-path]");
const form = document.getElementById("open");
const phone = document.getElementById("phone");
const hints = document.getElementById("hints");
const token = document.querySelector("[name=form_token]").value;
const frame = document.createElement("iframe");
let timer;
let current;
let isSeen = false;
let isOld = true;
let isFirst = true;
let wrote = false;

frame.setAttribute("sandbox", "allow-same-origin"); // its styles come from here; nothing in it runs or is sent
frame.title = phone.dataset.title;
phone.append(frame);
phone.hidden = false;

// A new block counts from the first letter on: before that it would only be wrong.
const counts = () => form && (wrote || form.elements.count.value !== "0");

function fields() {
  const body = new URLSearchParams(counts() ? new FormData(form) : []);
  body.set("form_token", token);
  body.set("path", room.dataset.path);
  return body;
}

async function ask(url, body, signal) {
  const reply = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, signal });
  if (!reply.ok) throw new Error(reply.status);
  return reply.json();
}

async function show() {
  if (!isSeen || !isOld) return;
  isOld = false;
  current?.abort();
  current = new AbortController();
  try {
    const said = await ask(phone.dataset.url, fields(), current.signal);
    const at = isFirst ? null : frame.contentWindow.scrollY;
    frame.addEventListener("load", () => {
      const page = frame.contentDocument.documentElement;
      frame.contentWindow.scrollTo(0, at ?? Math.max(0, said.at * page.scrollHeight - 80)); // at first, the open block
    }, { once: true });
    isFirst = false;
    frame.srcdoc = said.page;
    document.getElementById("problems").replaceChildren(document.createRange().createContextualFragment(said.problems));
  } catch { /* no connection: the last picture stays */ }
}

// How easy the open text is to read, and words of the glossary that could become links.
async function measure() {
  const text = form?.elements.text;
  if (!text || !hints.dataset.url) return;
  const body = new URLSearchParams({ form_token: token, text: text.value, of: form.dataset.lang, audience: hints.dataset.audience });
  try {
    const said = await ask(hints.dataset.url, body);
    hints.textContent = said.sentence;
    for (const term of (said.terms_found ?? []).slice(0, 6)) hints.append(" ", button(term, text));
  } catch { hints.dataset.url = ""; }
}

function button(term, text) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "b b2 bs", textContent: `§ ${term.written}` });
  made.addEventListener("click", () => {
    const at = text.value.indexOf(term.written);
    if (at < 0) return;
    text.setRangeText(`[${term.written}](term:${term.id})`, at, at + term.written.length, "end");
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return made;
}

function later() {
  isOld = true;
  clearTimeout(timer);
  timer = setTimeout(() => { show(); measure(); }, 600);
}

form?.addEventListener("input", () => { wrote = true; later(); });
form?.addEventListener("change", () => { wrote = true; later(); });
new IntersectionObserver(([entry]) => { isSeen = entry.isIntersecting; show(); }, { rootMargin: "200px" }).observe(phone);
measure();
