// Saves each answer when it is given. Without this script the button saves it.
// What could not be sent stays on the device until it is. Sending twice is harmless: each answer has a name.
const form = document.querySelector("form[data-attempt]");
const words = form.dataset;
const status = document.getElementById("saved");
const revision = form.elements.revision;
const mine = `quiz:${words.attempt}:`;
const here = `${mine}${words.question}:`;
const read = (name) => JSON.parse(localStorage.getItem(name));
const store = (name, kept) => localStorage.setItem(name, JSON.stringify(kept));
let queue = Promise.resolve();
let waiting = 0;
let timer;
let saved;

function say(text) {
  status.textContent = text;
}

function keep() {
  const body = new URLSearchParams(new FormData(form));
  body.delete("form_token");
  const name = here + revision.value;
  store(name, { url: location.pathname, body: `${body}`, at: Date.now(), tried: read(name)?.tried });
  return name;
}

async function send(name) {
  const kept = read(name);
  if (!kept) return;
  const body = new URLSearchParams(kept.body);
  body.set("form_token", form.elements.form_token.value);
  let reply, said;
  try {
    reply = await fetch(kept.url, { method: "POST", body, headers: { Accept: "application/json" } });
    said = await reply.json();
  } catch {
    store(name, { ...kept, tried: true });
    say(words.kept);
    return;
  }
  localStorage.removeItem(name);
  const isHere = name.startsWith(here);
  if (isHere && said.revision) revision.value = said.revision;
  if (reply.status === 409 && kept.tried && kept.at > Date.parse(said.at)) {
    // Our earlier sending had arrived, only the reply was lost: this answer is newer.
    const next = name.replace(/\d+$/, said.revision);
    body.delete("form_token");
    body.set("revision", said.revision);
    store(next, { ...kept, body: `${body}`, tried: false });
    await send(next);
  } else if (!reply.ok) say(said.message || (isHere ? words.open : ""));
  else if (isHere) {
    saved = true;
    say(words.saved.replace("{time}", said.time));
  }
}

function later(work) {
  waiting += 1;
  queue = queue.then(work).finally(() => { waiting -= 1; });
  return queue;
}

async function sendKept() {
  for (const name of Object.keys(localStorage)) if (name.startsWith(mine)) await later(() => send(name));
}

form.addEventListener("change", () => {
  clearTimeout(timer);
  timer = setTimeout(() => { timer = 0; later(() => send(keep())); }, 300);
});
form.addEventListener("submit", (event) => {
  if (timer) { clearTimeout(timer); timer = 0; }
  if (navigator.onLine && !waiting) return;
  event.preventDefault();
  later(() => send(keep())).then(() => { if (navigator.onLine) form.requestSubmit(event.submitter); });
});
addEventListener("online", sendKept);
sendKept().then(() => saved && location.reload()); // the page still shows the answer before
