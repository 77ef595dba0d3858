// The buttons above a text: they write the Markdown around the selection. `execCommand` keeps the browser's own undo.
const form = document.getElementById("open");
const text = form?.elements.text;
const bar = form?.querySelector(".tb2");
const finder = document.getElementById("finder");

function put(words, start = text.selectionStart, end = text.selectionEnd) {
  text.focus();
  text.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, words)) {
    text.setRangeText(words, start, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const selected = () => text.value.slice(text.selectionStart, text.selectionEnd);

// Around the words, or away from them where they have it.
function around(mark) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const words = selected();
  if (value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark) {
    put(words, start - mark.length, end + mark.length);
    text.setSelectionRange(start - mark.length, end - mark.length);
    return;
  }
  const inner = words.trim() || bar.querySelector("[data-words]").dataset.words;
  put(`${mark}${inner}${mark}${words.endsWith(" ") ? " " : ""}`);
  const at = start + mark.length;
  text.setSelectionRange(at, at + inner.length);
}

// At the beginning of each line of the selection.
function lines(sign, pattern) {
  const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const next = text.value.indexOf("\n", text.selectionEnd);
  const end = next < 0 ? text.value.length : next;
  const old = text.value.slice(start, end).split("\n");
  const all = old.every((line) => pattern.test(line));
  const made = old.map((line, number) => (all ? line.replace(pattern, "") : `${sign(number)}${line.replace(/^(?:- |\d+\. |#+ )/, "")}`)).join("\n");
  put(made, start, end);
  text.setSelectionRange(start, start + made.length);
  if (old.length === 1) text.setSelectionRange(start + made.length, start + made.length);
}

function link(target, name) {
  const words = selected() || name;
  const start = text.selectionStart;
  put(`[${words}](${target})`);
  return start + words.length + 3;
}

function footnote() {
  const numbers = [...text.value.matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]));
  const number = Math.max(0, Number(bar.dataset.notes ?? 0), ...numbers) + 1;
  put(`[^${number}]`, text.selectionEnd, text.selectionEnd);
  const end = text.value.trimEnd().length;
  put(`\n\n[^${number}]: `, end, text.value.length);
}

const ACTS = {
  bold: () => around("**"),
  italic: () => around("*"),
  heading: () => lines(() => "## ", /^## /),
  list: () => lines(() => "- ", /^- /),
  numbers: () => lines((number) => `${number + 1}. `, /^\d+\. /),
  link: () => { const at = link("https://", bar.querySelector("[data-words]").dataset.words); text.setSelectionRange(at, at + 8); },
  footnote,
  find: () => {
    finder.open = true;
    const field = form.elements.find;
    field.value ||= selected();
    field.focus();
    if (field.value) find();
  },
};

let timer;
async function find() {
  const query = new URLSearchParams({ path: document.querySelector(".ed").dataset.path, find: form.elements.find.value });
  try {
    const reply = await fetch(`${document.querySelector(".ed").dataset.find}?${query}`);
    if (reply.ok) document.getElementById("found").replaceChildren(document.createRange().createContextualFragment(await reply.text()));
  } catch { /* no connection: what was found stays */ }
}

// What is pasted from Word or a web page keeps its headings, lists and links, and loses its looks.
async function paste(html, plain) {
  const { dataset } = document.querySelector(".ed");
  const body = new URLSearchParams({ html, form_token: document.querySelector("[name=form_token]").value });
  const { selectionStart: start, selectionEnd: end } = text;
  let said = {};
  try {
    const reply = await fetch(dataset.pasted, { method: "POST", body, headers: { Accept: "application/json" } });
    said = await reply.json();
  } catch { /* no connection: the words alone */ }
  put(said.markdown || plain, start, end);
  const parts = [[dataset.keptWords, said.kept], [dataset.droppedWords, said.dropped]].filter(([, list]) => list?.length);
  const report = said.said ?? parts.map(([label, list]) => `${label} ${list.join(", ")}.`).join(" ");
  if (report) document.getElementById("pasted").textContent = report;
}

if (bar && text) {
  text.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!/<(h[1-6]|li|table|b|strong|i|em|a|sup|p)[\s>]/i.test(html)) return;
    event.preventDefault();
    paste(html, event.clipboardData.getData("text/plain"));
  });
  bar.hidden = false;
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  bar.addEventListener("click", (event) => ACTS[event.target.closest("[data-do]")?.dataset.do]?.());
  text.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const act = { b: ACTS.bold, i: ACTS.italic, k: ACTS.link }[event.key.toLowerCase()];
    if (act) { event.preventDefault(); act(); }
  });
}

if (finder && text) {
  form.elements.find.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 300); });
  form.elements.find.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); find(); } });
  finder.querySelector("[value=find]").addEventListener("click", (event) => { event.preventDefault(); find(); });
  finder.addEventListener("click", (event) => {
    const hit = event.target.closest("[data-insert]");
    if (!hit) return;
    event.preventDefault();
    const [, name, target] = hit.dataset.insert.match(/^\[(.*)\]\((.*)\)$/);
    link(target, name);
    finder.open = false;
  });
}
