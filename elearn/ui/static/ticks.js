// Checklists: each line gets a box to tick, and the device remembers it. Without this script the boxes are for paper.
const key = (number) => `ticks:${location.pathname.slice(3)}:${number}`; // the same list in every language

const remembered = (name) => { try { return JSON.parse(localStorage.getItem(name)) || []; } catch { return []; } };
const remember = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* a private window */ } };

document.querySelectorAll("[data-ticks]").forEach((list, number) => {
  const ticked = remembered(key(number));
  const boxes = [...list.querySelectorAll("li")].map((line, place) => {
    const box = Object.assign(document.createElement("input"), {
      type: "checkbox", id: `tick-${number}-${place}`, checked: ticked.includes(place),
    });
    const label = Object.assign(document.createElement("label"), { htmlFor: box.id });
    label.append(...line.childNodes);
    line.append(box, label);
    return box;
  });
  list.addEventListener("change", () => remember(key(number), boxes.flatMap((box, place) => (box.checked ? [place] : []))));
  list.querySelector("[data-kept]").hidden = false;
});
