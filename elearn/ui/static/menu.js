// Menus close with Escape, and when somebody clicks elsewhere.
const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

// "Print" does nothing without a script, so it shows only with one.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The list of lessons is closed on a phone and open where there is room for it.
const wide = window.matchMedia("(min-width: 62rem)");
const fit = () => document.querySelectorAll("details.idx").forEach((index) => (index.open = wide.matches));
wide.addEventListener("change", fit);
fit();
