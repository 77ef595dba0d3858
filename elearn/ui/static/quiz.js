// Saves each answer when it is given. Without this script the button saves it.
// What could not be sent stays on the device until it is: sending twice is harmless, the server knows each answer by name.
const form = document.querySelector("form[data-attempt]");
const words = form.dataset;
const status = document.getElementById("saved");
const revision = form.elements.revision;
const mine = `quiz:${words.attempt}:`;
const read = (name) => JSON.parse(localStorage.getItem(name));
const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
let queue = Promise.resolve();
let waiting = 0;
let timer;

function say(text) {
  status.textContent = text;
}

function keep() {
  const body = new URLSearchParams(new FormData(form));
  body.delete("form_token");
  const name = `${mine}${words.question}:${revision.value}`;
  const tried = Boolean(read(name)?.tried);
  localStorage.setItem(name, JSON.stringify({ url: location.pathname, body: `${body}`, tried }));
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
    localStorage.setItem(name, JSON.stringify({ ...kept, tried: true }));
    say(words.kept);
    return;
  }
  localStorage.removeItem(name);
  const here = kept.url === location.pathname;
  if (here && said.revision) revision.value = said.revision;
  if (reply.status === 409 && kept.tried) {
    // An earlier sending of ours had arrived, only its reply was lost: this is the newer answer.
    body.set("revision", said.revision);
    const next = name.replace(/\d+$/, said.revision);
    localStorage.setItem(next, JSON.stringify({ url: kept.url, body: `${body}`, tried: false }));
    await send(next);
  } else if (reply.ok) say(here ? words.saved.replace("{time}", clock(said.at)) : status.textContent);
  else say(said.message || (here ? words.open : ""));
}

function later(work) {
  waiting += 1;
  queue = queue.then(work).finally(() => { waiting -= 1; });
  return queue;
}

function sendKept() {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(mine));
  for (const name of names) later(() => send(name));
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
for (const time of document.querySelectorAll("time[data-clock]")) time.textContent = clock(time.dateTime);
sendKept();
