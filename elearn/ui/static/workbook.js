// Saves the open form of a sheet while somebody writes. Without this script the button saves it.
// What could not be sent stays on the device until it is: sending twice is harmless, the server merges field by field.
const main = document.querySelector("main[data-sheet]");
const words = main.dataset;
const here = `sheet:${words.book}:`;
const CLASH = "~"; // behind the name of a draft: two texts, and nobody has chosen yet
const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
const store = (name, kept) => { try { localStorage.setItem(name, JSON.stringify(kept)); } catch { /* a private window */ } };
const say = (text) => { document.getElementById("saved").textContent = text; };
const same = (one, other) => `${[...one].sort()}` === `${[...other].sort()}`;
const values = (form, name) => new FormData(form).getAll(`f-${name}`).map(String);
const names = (form) => form.elements.shown.value.trim().split(/\s+/);
const draft = (form) => `${here}${words.sheet}:${form.dataset.node}`;
const forms = () => document.querySelectorAll("form[data-node]");
const formOf = (name) => [...forms()].find((form) => draft(form) === name.replace(CLASH, ""));
const UNSAVED = ["\n"]; // differs from everything that a field can hold
let queue = Promise.resolve();
let timer;
let leaving = false;

// What stands in the sheet as far as this form knows: only fields that differ are sent.
function remember(form) {
  form.first = Object.fromEntries(names(form).map((name) => [name, form.querySelector(`#${CSS.escape(`f-${form.dataset.node}-${name}`)}-error`) ? UNSAVED : values(form, name)]));
}

function changed(form) {
  return names(form).filter((name) => !same(values(form, name), form.first[name]));
}

function put(form, name, texts) {
  for (const field of form.querySelectorAll(`[name="f-${name}"]`)) {
    if (field.type === "checkbox") field.checked = texts.includes(field.value);
    else if (field.type !== "hidden") field.value = texts[0] ?? "";
  }
}

// Keeps on the device what differs; returns the draft's name, null where nothing does.
function keep(form) {
  const fields = Object.fromEntries(changed(form).map((name) => [name, values(form, name)]));
  const name = draft(form);
  if (!Object.keys(fields).length) { if (!leaving) localStorage.removeItem(name); return null; }
  store(name, { url: form.action, base: form.elements.base.value, part: form.elements.part.value, fields });
  return name;
}

// True where the server has it now.
async function send(name) {
  const kept = read(name);
  const token = document.querySelector("[name=form_token]");
  if (!kept || !token) return false;
  const body = new URLSearchParams({ form_token: token.value, base: kept.base, part: kept.part, shown: Object.keys(kept.fields).join(" ") });
  for (const [field, texts] of Object.entries(kept.fields)) for (const text of texts) body.append(`f-${field}`, text);
  let reply, said;
  try {
    reply = await fetch(kept.url, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
    said = await reply.json();
  } catch {
    say(words.kept);
    return false;
  }
  const form = formOf(name);
  if (!leaving && same([JSON.stringify(read(name))], [JSON.stringify(kept)])) localStorage.removeItem(name); // else there is more by now
  const clashing = said.conflict ? clash(name, form, kept, said) : [];
  if (form && !name.endsWith(CLASH)) settle(form, kept, said, clashing);
  if (kept.url.includes(`/${words.sheet}/`)) document.getElementById("checks")?.replaceWith(fragment(said.checks));
  say(reply.ok ? words.saved.replace("{time}", said.time) : words.wrong);
  return reply.ok;
}

const fragment = (html) => document.createRange().createContextualFragment(html);

// What is wrong with a field stands above it; "" takes it away.
function mark(form, name, error) {
  const field = document.getElementById(`f-${form.dataset.node}-${name}`); // for a list, its fieldset
  if (!field) return;
  const id = `${field.id}-error`;
  const about = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id));
  document.getElementById(id)?.remove();
  field.removeAttribute("aria-invalid");
  if (error) {
    about.add(id);
    field.setAttribute("aria-invalid", "true");
    const said = Object.assign(document.createElement("p"), { className: "err", id, textContent: error });
    if (field.matches("fieldset")) field.firstElementChild.after(said);
    else field.before(said);
  }
  if (about.size) field.setAttribute("aria-describedby", [...about].join(" "));
  else field.removeAttribute("aria-describedby");
}

function settle(form, kept, said, clashing) {
  drop(form, Object.keys(kept.fields).filter((name) => !clashing.includes(name)));
  for (const [name, texts] of Object.entries(kept.fields)) {
    if (!said.errors[name]) form.first[name] = texts;
    mark(form, name, said.errors[name]);
  }
  // Others' news come into fields that nobody touches here. Otherwise the form stays at its version: the next sending asks.
  const touched = changed(form);
  const news = Object.entries(said.news).filter(([name]) => name in form.first && !clashing.includes(name));
  for (const [name, texts] of news) if (!touched.includes(name)) { put(form, name, texts); form.first[name] = values(form, name); }
  if (!news.some(([name]) => touched.includes(name))) form.elements.base.value = said.version;
}

// Two texts for one field: both are shown until somebody chooses, also after the page was left. Returns the fields.
function clash(name, form, kept, said) {
  const box = fragment(said.conflict).firstElementChild;
  const fields = Object.fromEntries(box.elements.shown.value.trim().split(/\s+/).map((field) => [field, kept.fields[field]]));
  const mine = name.replace(CLASH, "") + CLASH;
  store(mine, { ...kept, fields });
  box.dataset.draft = mine;
  document.querySelector(`[data-draft="${CSS.escape(mine)}"]`)?.remove();
  if (form) form.after(box);
  else document.getElementById("sheet").prepend(box);
  box.focus();
  return Object.keys(fields);
}

// Somebody wrote on in a field with two texts, and that is saved: the choice is made.
function drop(form, fields) {
  const mine = draft(form) + CLASH;
  const kept = read(mine);
  if (!kept || !fields.some((name) => name in kept.fields)) return;
  localStorage.removeItem(mine);
  document.querySelector(`[data-draft="${CSS.escape(mine)}"]`)?.remove();
}

function later(work) {
  queue = queue.catch(() => {}).then(work);
  return queue;
}

// Drafts of an earlier visit. What went into rows that are closed shows when the sheet is fetched again.
async function sendKept() {
  let isNew = false;
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(here)) isNew = (await later(() => send(name))) && !formOf(name) || isNew;
  }
  if (isNew) await later(() => open(location.href).catch(() => {}));
}

async function open(address) {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(reply.status);
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  document.getElementById("sheet").replaceWith(page.getElementById("sheet"));
  begin();
  const target = document.getElementById(decodeURIComponent(new URL(address, location).hash.slice(1)));
  target?.querySelector("textarea, input:not([type=hidden]), select, a")?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
}

// A form that comes shows what is kept for it, and goes on from the version that this was written on.
function begin() {
  for (const form of forms()) {
    remember(form);
    const kept = read(draft(form));
    if (!kept) continue;
    form.elements.base.value = kept.base;
    for (const [name, texts] of Object.entries(kept.fields)) put(form, name, texts);
  }
}

function sendAll() {
  clearTimeout(timer);
  for (const form of forms()) { const name = keep(form); if (name) later(() => send(name)); }
}

const go = (address) => later(() => open(address).then(() => history.replaceState(null, "", address)).catch(() => say(words.kept)));

main.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-node]");
  if (!form) return;
  const name = keep(form);
  for (const field of names(form)) if (same(values(form, field), form.first[field])) mark(form, field, "");
  clearTimeout(timer);
  if (name) timer = setTimeout(() => later(() => send(name)), 900);
});

// A row opens in its place; without a connection, what is on the page stays.
main.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  sendAll();
  go(link.href);
});

// The button saves at once and closes the row. A form that goes elsewhere carries its fields itself.
main.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-node]");
  clearTimeout(timer);
  if (event.target.dataset.draft) localStorage.removeItem(event.target.dataset.draft);
  if (!form) return;
  const name = keep(form);
  if (event.submitter?.value !== "save" && navigator.onLine) { localStorage.removeItem(draft(form)); return; }
  event.preventDefault();
  if (!navigator.onLine) { say(words.kept); return; }
  const close = form.querySelector("a[data-open]");
  later(async () => { if ((!name || await send(name)) && close) go(close.href); });
});
document.addEventListener("visibilitychange", () => { if (document.hidden) sendAll(); });
addEventListener("online", sendKept);
// The next page may have been made before what is under way was saved: it finds the draft, and sends it again.
addEventListener("beforeunload", () => { leaving = true; setTimeout(() => { leaving = false; }, 5000); });
begin();
sendKept();
