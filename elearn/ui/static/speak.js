// Reads a text aloud with the voices of the device, one sentence at a time: browsers cut long utterances off.
// The buttons show only where a voice for the language of the page exists.
const listen = document.querySelector("[data-listen]");
const slower = document.querySelector("[data-slower]");
const note = document.querySelector("[data-listen-note]");
const label = listen.querySelector("span");
const words = listen.dataset;
const LONGEST = 200;
const PATIENCE = 16000;
const READ = "h1, h2, h3, p, li, summary, table, img";
const SKIP = ".quiz, .bar, .mn:not(.tr), .footnotes, form, [hidden], table *, details:not([open]) > :not(summary)";
let queue = [];
let run = 0;
let timer;

const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a private window */ } };

function voiceFor(language) {
  const fitting = speechSynthesis.getVoices().filter((voice) => voice.lang.toLowerCase().startsWith(language));
  return fitting.find((voice) => voice.localService) || fitting[0];
}

function sentences(text) {
  const found = text.replace(/\s+/g, " ").match(/.+?(?:[.!?…]["”»]?(?=\s|$)|$)/g) || [];
  return found.flatMap((sentence) => sentence.match(new RegExp(`.{1,${LONGEST}}(?:\\s|$)|.{${LONGEST}}`, "g")) || []);
}

function piecesOf(element) {
  if (element.matches("table")) return [{ text: words.table, language: document.documentElement.lang }];
  if (element.matches("img")) return [{ text: element.alt, language: document.documentElement.lang }];
  const pieces = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest("sup, .vh, svg")) continue;
    const language = parent.closest("[lang]").lang;
    const last = pieces.at(-1);
    if (last?.language === language) last.text += walker.currentNode.data;
    else pieces.push({ text: walker.currentNode.data, language });
  }
  return pieces;
}

// A list inside a list is read with the line it belongs to; a line made of paragraphs is read by paragraphs.
function isReadWithAnother(element) {
  return element.matches("li") && Boolean(element.querySelector("p") || element.parentElement.closest("li"));
}

function collect() {
  const all = [...document.querySelectorAll("article")].flatMap((article) => [...article.querySelectorAll(READ)]);
  const readable = all.filter((element) => !element.closest(SKIP) && !isReadWithAnother(element));
  const here = readable.filter((element) => element.getBoundingClientRect().bottom > 0);
  return here.flatMap((element) => piecesOf(element).flatMap(
    ({ text, language }) => sentences(text).filter((part) => part.trim()).map((part) => ({ element, part, language })),
  ));
}

function mark(element) {
  document.querySelector(".speaking")?.classList.remove("speaking");
  element?.classList.add("speaking");
  element?.scrollIntoView({ block: "nearest" });
}

function stop() {
  run += 1;
  queue = [];
  clearTimeout(timer);
  speechSynthesis.cancel();
  mark(null);
  label.textContent = words.listen;
}

function next(mine) {
  if (mine !== run) return;
  clearTimeout(timer);
  const piece = queue.shift();
  if (!piece) { stop(); return; }
  const utterance = new SpeechSynthesisUtterance(piece.part);
  utterance.lang = piece.language;
  utterance.voice = voiceFor(piece.language) || null;
  utterance.rate = slower.getAttribute("aria-pressed") === "true" ? 0.75 : 0.9;
  utterance.onend = utterance.onerror = () => next(mine);
  timer = setTimeout(() => { speechSynthesis.cancel(); next(mine); }, PATIENCE); // a voice that never ends
  mark(piece.element);
  speechSynthesis.speak(utterance);
}

listen.addEventListener("click", () => {
  if (label.textContent !== words.listen) { stop(); return; }
  const voice = voiceFor(document.documentElement.lang);
  if (!voice.localService && !remembered("remote-voice")) {
    note.textContent = words.remote; // the text leaves the device: say so first, read at the second click
    remember("remote-voice", "known");
    return;
  }
  note.textContent = "";
  stop();
  label.textContent = words.stop;
  queue = collect();
  next(run);
});
slower.addEventListener("click", () => {
  const pressed = slower.getAttribute("aria-pressed") !== "true";
  slower.setAttribute("aria-pressed", pressed);
  remember("slower", pressed);
});
slower.setAttribute("aria-pressed", remembered("slower") === "true");

function offer() {
  listen.hidden = slower.hidden = !voiceFor(document.documentElement.lang);
}
if ("speechSynthesis" in window) {
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer); // voices may come late
  addEventListener("pagehide", stop);
}
