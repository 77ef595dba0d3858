// Checklists: each line gets a box to tick, and the device remembers it. Without this script the boxes are for paper.
// The same list in every language; a list that has grown or shrunk is a new one.
const key = (number, lines) => `ticks:${location.pathname.slice(3)}:${number}:${lines}`;

const remembered = (name) => { try { return [JSON.parse(localStorage.getItem(name))].flat(); } catch { return []; } };
const remember = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* a private window */ } };

document.querySelectorAll("[data-ticks]").forEach((list, number) => {
  const lines = [...list.querySelectorAll(":scope > ul > li")];
  const name = key(number, lines.length);
  const ticked = remembered(name);
  const boxes = lines.map((line, place) => {
    const box = Object.assign(document.createElement("input"), {
      type: "checkbox", id: `tick-${number}-${place}`, checked: ticked.includes(place),
    });
    const label = Object.assign(document.createElement("label"), { htmlFor: box.id });
    label.append(...line.childNodes);
    line.append(box, label);
    return box;
  });
  list.addEventListener("change", () => remember(name, boxes.flatMap((box, place) => (box.checked ? [place] : []))));
  list.querySelector("[data-kept]").hidden = false;
});
