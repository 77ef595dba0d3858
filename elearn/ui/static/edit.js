// Saves the open block of a text while somebody writes. Without this script the button saves it.
// What could not be sent stays on the device until it is: the server brings old drafts together with what others wrote.
const room = document.querySelector(".ed[data-path]");
const form = document.getElementById("open");
const words = document.querySelector("[data-kept]").dataset;
const here = `text:${room.dataset.path}:`;
const token = document.querySelector("[name=form_token]").value;
const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
const store = (name, kept) => { try { localStorage.setItem(name, JSON.stringify(kept)); } catch { /* a private window */ } };
const forget = (name) => { if (!leaving) localStorage.removeItem(name); };
const say = (text) => { document.getElementById("saved").textContent = text; };
const NOT_CONTENT = ["form_token", "find", "opened", "start", "count"];
const content = () => JSON.stringify([...new FormData(form)].filter(([name]) => !NOT_CONTENT.includes(name)));
let queue = Promise.resolve();
let first = form && content();
let timer;
let leaving = false; // the next page may have been made before what is under way was saved: it finds the draft
let stopped = false; // two texts for one block: somebody must press "Save" and choose

const nameOf = () => `${here}${form.elements.opened.value}:${form.elements.start.value}:${form.elements.count.value}`;

// Keeps on the device what differs from the server; returns the draft's name, null where nothing does.
function keep() {
  const name = nameOf();
  if (content() === first) { forget(name); return null; }
  store(name, { url: form.action, fields: [...new FormData(form)].filter(([field]) => field !== "form_token") });
  return name;
}

async function post(url, fields) {
  const body = new URLSearchParams(fields);
  body.set("form_token", token);
  const reply = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: body.toString().length < 60000 });
  return { status: reply.status, said: await reply.json() }; // a page instead of an answer: the session has ended
}

async function send(name, kept) {
  try {
    return await post(kept.url, [...kept.fields, ["do", "save"]]);
  } catch {
    say(words.kept);
    return { status: 0 };
  }
}

// The open block.
async function sendOpen() {
  const name = keep();
  if (!name || stopped) return;
  const kept = read(name) ?? { url: form.action, fields: [...new FormData(form)].filter(([field]) => field !== "form_token") };
  const sent = content();
  const { status, said } = await send(name, kept);
  if (status === 409) { stopped = true; say(words.clash); }
  if (status === 422) say(said.said);
  if (status !== 200) return;
  forget(name);
  first = sent;
  if (said.lost) { stopped = true; say(words.clash); return; }
  for (const field of ["digest", "start", "count"]) form.elements[field === "digest" ? "opened" : field].value = said[field];
  document.querySelector(".saved form")?.remove(); // it would take back something older
  say(said.said);
  if (keep()) later(sendOpen);
}

function later(work) {
  queue = queue.catch(() => {}).then(work);
  return queue;
}

// Drafts of an earlier visit: those of the open block go into the form, the others are sent.
async function sendKept() {
  let isNew = false;
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(here))) {
    const kept = read(name);
    if (!kept || (form && name === nameOf())) continue;
    const { status, said } = await send(name, kept);
    if (status === 200) { forget(name); isNew ||= said.digest !== room.dataset.digest; }
    if (status === 409 || status === 422) offer(name, kept);
  }
  if (isNew && !(form && keep())) location.reload();
}

// A draft that needs a choice: the button opens it as a form.
function offer(name, kept) {
  if (document.getElementById("kept")) return;
  const box = document.createElement("form");
  Object.assign(box, { id: "kept", method: "post", action: kept.url, className: "note hi" });
  for (const [field, value] of [...kept.fields, ["form_token", token], ["do", "save"]]) {
    box.append(Object.assign(document.createElement("textarea"), { name: field, value, hidden: true }));
  }
  const text = Object.assign(document.createElement("p"), { textContent: words.found });
  box.append(text, Object.assign(document.createElement("button"), { className: "b bs", textContent: words.open }));
  box.addEventListener("submit", () => localStorage.removeItem(name));
  room.before(box);
}

function restore() {
  const kept = form && read(nameOf());
  if (!kept) return;
  for (const [field, value] of kept.fields) {
    const control = form.elements[field];
    if (!control || NOT_CONTENT.includes(field)) continue;
    if (control.type === "checkbox") control.checked = true;
    else control.value = value;
  }
  if (content() === first) return;
  say(words.found);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function changed() {
  clearTimeout(timer);
  if (keep()) timer = setTimeout(() => later(sendOpen), 1200);
}

if (form) {
  form.addEventListener("input", (event) => { if (event.target.name !== "find") changed(); });
  form.addEventListener("change", (event) => { if (event.target.name !== "find") changed(); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    const name = keep();
    if (navigator.onLine) { if (name) localStorage.removeItem(name); return; }
    event.preventDefault();
    say(words.kept);
  });
  // Elsewhere on the page: what is typed goes first.
  document.addEventListener("visibilitychange", () => { if (document.hidden) later(sendOpen); });
  addEventListener("pagehide", () => { if (keep()) sendOpen(); });
}
addEventListener("beforeunload", () => { leaving = true; setTimeout(() => { leaving = false; }, 5000); });
addEventListener("online", () => { if (form) later(sendOpen); sendKept(); });
restore();
later(sendKept);

// Who else has this text open.
async function beSeen() {
  if (document.hidden) return;
  try {
    const { said } = await post(room.dataset.here, [["path", room.dataset.path]]);
    const lines = said.here.map((line) => Object.assign(document.createElement("span"), { textContent: line }));
    document.getElementById("here").replaceChildren(...lines.flatMap((line) => [line, " "]));
  } catch { /* no connection: nobody is known to be here */ }
}
setInterval(beSeen, 60000);
