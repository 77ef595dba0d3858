// The translation desk: what somebody types stays on the device, and goes to the server as a draft when the field is left.
// Without this script the buttons save.
const form = document.getElementById("desk");
const words = form.dataset;
const here = `desk:${location.pathname}${new URLSearchParams(location.search).get("to")}:`;
// What is said stands beside the field that it is about.
function say(text, field) {
  const saved = document.getElementById("saved");
  field.closest(".seg").querySelector(".acts").append(saved);
  saved.textContent = text;
}
const read = (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } };
const nameOf = (field) => field.name.slice(2);
const keyOf = (field) => field.closest(".seg").dataset.key; // of the part: it may have several fields
const partOf = (field) => [...field.closest(".seg").querySelectorAll("textarea")];
const opened = new Map(form.elements.opened.value.trim().split(" ").map((pair) => pair.split("="))); // what stood there, by key
const open = (field, digest) => { // from now on, this part was made from these words
  opened.set(keyOf(field), digest);
  form.elements.opened.value = [...opened].map((pair) => pair.join("=")).join(" ");
};
const store = (field) => {
  const kept = { words: field.value, opened: opened.get(keyOf(field)) };
  try { localStorage.setItem(here + nameOf(field), JSON.stringify(kept)); } catch { /* a private window */ }
};
const forget = (field) => { if (!leaving) localStorage.removeItem(here + nameOf(field)); };
let queue = Promise.resolve();
let leaving = false; // the next page may have been made before what is under way was saved: it finds the draft
const leave = () => { leaving = true; setTimeout(() => { leaving = false; }, 5000); };
form.addEventListener("submit", leave);
addEventListener("beforeunload", leave);

for (const field of form.querySelectorAll("textarea")) {
  field.first = field.value;
  const kept = read(here + nameOf(field));
  if (kept && kept.words !== field.value && !field.hasAttribute("aria-invalid")) {
    field.value = kept.words;
    open(field, kept.opened); // where others have written since, the server says so
    say(words.restored, field);
  } else if (kept) forget(field);
  let timer;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(store, 400, field); });
  field.addEventListener("change", () => { clearTimeout(timer); store(field); queue = queue.then(() => send(field)); });
}

// Saves one part as a draft. What cannot be sent stays on the device.
async function send(field) {
  if (leaving) return; // the form carries everything, and says what is done
  const part = partOf(field), key = keyOf(field);
  if (part.every((one) => one.value === one.first)) { part.forEach(forget); return; }
  const sent = new Map(part.map((one) => [one, one.value]));
  const body = new URLSearchParams({ form_token: form.elements.form_token.value, source: form.elements.source.value, do: "save", opened: `${key}=${opened.get(key)}` });
  for (const [one, value] of sent) body.set(one.name, value);
  let said;
  try {
    const reply = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: true });
    said = await reply.json();
  } catch {
    say(words.kept, field);
    return;
  }
  mark(field, said.faults[key] ?? "", said.clashes[key]?.theirs);
  if (said.clashes[key]) open(field, said.clashes[key].opened); // who saves now has seen both
  if (said.waiting.includes(key)) say(words.waiting, field);
  const saved = said.saved[key];
  if (!saved) return;
  open(field, saved.opened);
  for (const [one, value] of sent) {
    one.first = value;
    if (one.value === value) forget(one);
  }
  const box = field.closest(".seg");
  box.dataset.state = saved.state;
  const state = box.querySelector(".st");
  state.textContent = saved.words;
  state.classList.toggle("ok", saved.state === "done");
  document.getElementById("progress").textContent = said.progress;
  say(words.saved, field);
}

// What is wrong with a part stands above its field; theirs: somebody else's words. Both are plain text.
function mark(field, error, theirs) {
  const box = field.closest(".f"), part = partOf(field);
  for (const old of box.querySelectorAll(".err, .clash")) old.remove();
  const wrong = theirs === undefined ? error : words.clash;
  const id = `e-${keyOf(field).replaceAll("/", "-")}`;
  for (const one of part) {
    for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", id]]) {
      if (wrong) one.setAttribute(name, value);
      else one.removeAttribute(name);
    }
  }
  if (!wrong) return;
  box.prepend(Object.assign(document.createElement("p"), { className: "err", id, textContent: wrong }));
  if (theirs !== undefined) box.firstElementChild.after(Object.assign(document.createElement("p"), { className: "own clash", lang: field.lang, textContent: theirs }));
}
